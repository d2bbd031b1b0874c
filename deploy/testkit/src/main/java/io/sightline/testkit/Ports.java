package io.sightline.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/** Ports of the loopback interface. */
public final class Ports {
  // Below what Linux and macOS lend to outgoing connections: one of those, made between the choice
  // and the engine's start, would take a port from the system's own free ones.
  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final int TRIES = 200;

  private static final int STARTS = 3;
  private static final int CONNECT_MILLIS = 1000;

  /** What the system says of a port, in the language that engines are started with. */
  static final String TAKEN = "Address already in use";

  private Ports() {}

  /**
   * The port asked for, or a free one for 0.
   *
   * @throws EngineException when it cannot be had
   */
  public static int choose(int wanted, String engine) {
    return wanted == 0 ? anyFree(engine) : requireFree(wanted, engine);
  }

  /** Starts an engine that listens on a port. */
  interface Start<E> {

    E on(int port) throws IOException;
  }

  /**
   * Between the choice of a port and an engine's listening lie seconds, in which somebody else may
   * take it. The engine then ends, and is started anew, up to three times in all.
   *
   * @param first the port for the first start
   * @param more asked for that of each other one; throws when the one that is wanted is in use
   */
  static <E> E use(int first, IntSupplier more, Start<E> engine) throws IOException {
    int port = first;
    for (int starts = 1; ; starts++) {
      try {
        return engine.on(port);
      } catch (EngineException e) {
        if (starts == STARTS || !e.getMessage().contains(TAKEN)) {
          throw e;
        }
        port = more.getAsInt();
      }
    }
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

  /**
   * @throws EngineException when it cannot be had
   */
  static int requireFree(int port, String engine) {
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
    try (Socket socket = new Socket()) {
      // Who takes no connections would else keep this one waiting for minutes.
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
