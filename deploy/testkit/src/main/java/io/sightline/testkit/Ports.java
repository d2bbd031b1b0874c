package io.sightline.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface. */
final class Ports {

  private Ports() {}

  /**
   * The port asked for, or a free one for 0. It is free now; somebody else may still be quicker.
   */
  static int choose(int wanted, String engine) {
    try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EngineException("port " + wanted + " for " + engine + " is in use", e);
    }
  }
}
