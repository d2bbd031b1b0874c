package io.sightline.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback interface. */
public final class Ports {
  // Below what Linux and macOS lend to outgoing connections: one of those, made between the choice
  // and the engine's start, would take a port from the system's own free ones.
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int TRIES = 200;

  private Ports() {}

  /**
   * The port asked for, or a free one for 0.
   *
   * @throws EngineException when it cannot be had
   */
  public static int choose(int wanted, String engine) {
    return wanted == 0 ? anyFree(engine) : requireFree(wanted, engine);
  }

  private static int anyFree(String engine) {
    for (int i = 0; i < TRIES; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try {
        bind(port);
        return port;
      } catch (IOException e) {
        // Taken: the next one.
      }
    }
    throw new EngineException("no free port for " + engine + " from " + FIRST + " to " + END);
  }

  private static int requireFree(int port, String engine) {
    try {
      bind(port);
      return port;
    } catch (IOException e) {
      throw new EngineException(
          "port %d for %s cannot be had on 127.0.0.1, it is in use: %s"
              .formatted(port, engine, e.getMessage()),
          e);
    }
  }

  private static void bind(int port) throws IOException {
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  /** Whether somebody does. */
  public static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
