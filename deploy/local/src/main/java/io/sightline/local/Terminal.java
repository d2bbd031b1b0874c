package io.sightline.local;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * The terminal that the output goes to.
 *
 * @param columns in a line
 * @param lines on the screen
 */
record Terminal(int columns, int lines) {
  private static final Terminal USUAL = new Terminal(80, 24);
  private static final int LEAST = 4;

  /** Whether input and output are one. */
  static boolean isThere() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From Java 22 on there is a console without a terminal, too.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** As large as it is now. */
  static Terminal now() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stty.waitFor(1, TimeUnit.SECONDS) ? of(size) : USUAL;
    } catch (IOException e) {
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    }
  }

  /**
   * @param size lines and columns; a terminal that does not know its size has none of either
   */
  static Terminal of(String size) {
    String[] words = size.strip().split(" ");
    try {
      Terminal told = new Terminal(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
      return told.columns < LEAST || told.lines < LEAST ? USUAL : told;
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return USUAL;
    }
  }
}
