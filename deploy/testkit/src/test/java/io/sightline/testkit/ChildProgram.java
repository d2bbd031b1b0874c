package io.sightline.testkit;

/** What an engine may do to its process, without being one. */
public final class ChildProgram {

  private ChildProgram() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "wait" -> {
        Runtime.getRuntime()
            .addShutdownHook(new Thread(() -> System.out.println("stopped in order")));
        System.out.println("waiting");
        Thread.currentThread().join();
      }
      case "interrupt-yourself" -> {
        String self = String.valueOf(ProcessHandle.current().pid());
        new ProcessBuilder("/bin/sh", "-c", "kill -INT " + self + "; kill -HUP " + self)
            .start()
            .waitFor();
        // Had the signals an effect, it would show in less, as an exit code of 129 or 130.
        Thread.sleep(1_000);
      }
      default -> System.exit(3);
    }
  }
}
