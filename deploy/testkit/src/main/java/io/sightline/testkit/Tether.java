package io.sightline.testkit;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * The main class of every engine's process: runs the engine's own, and ends the process when its
 * standard input ends.
 *
 * <p>The other end of that pipe is held by the process that started the engine and by nobody else,
 * so it closes when that one ends, even by SIGKILL. (The kernel's parent-death signal fires when
 * the <em>thread</em> that started the child ends, and exists on Linux alone; a process in between
 * that watches can be killed itself.)
 */
final class Tether {
  private static final long GRACE_MILLIS = 30_000;

  private Tether() {}

  /**
   * @param args the engine's main class, then what it is given
   */
  public static void main(String[] args) throws ReflectiveOperationException {
    daemon("tether", Tether::endWithInput);
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    Method main = Class.forName(args[0]).getMethod("main", String[].class);
    main.setAccessible(true); // Elasticsearch's class is not public, as with the java command
    main.invoke(null, (Object) rest);
  }

  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // Nobody writes; only the end matters.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    daemon("grace", Tether::endByForce);
    System.exit(0);
  }

  /** For an engine whose orderly stop hangs. */
  private static void endByForce() {
    try {
      Thread.sleep(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    Runtime.getRuntime().halt(1);
  }

  private static void daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }
}
