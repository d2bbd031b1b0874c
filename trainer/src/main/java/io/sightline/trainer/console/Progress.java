package io.sightline.trainer.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Progress of long work on standard error, with images a second and the time left. On a terminal it
 * is a bar that moves; elsewhere, in a log, a line every 15 seconds.
 */
public final class Progress {
  private static final int LINE = 130;

  private Progress() {}

  /**
   * @param images to be done
   */
  public static ProgressBar bar(String task, long images) {
    boolean terminal = onTerminal();
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(images)
        .setUnit(" images", 1)
        .showSpeed()
        .setStyle(terminal ? ProgressBarStyle.COLORFUL_UNICODE_BLOCK : ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(terminal ? 500 : 15_000)
        .setConsumer(
            terminal
                ? new ConsoleProgressBarConsumer(System.err)
                : new DelegatingProgressBarConsumer(onceEach(System.err::println), LINE))
        .build();
  }

  /** The last line comes twice otherwise. */
  private static Consumer<String> onceEach(Consumer<String> lines) {
    AtomicReference<String> last = new AtomicReference<>();
    return line -> {
      if (!line.equals(last.getAndSet(line))) {
        lines.accept(line);
      }
    };
  }

  /** System.console() tells of standard input and output only, on newer JDKs not even that. */
  private static boolean onTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException noProc) {
      return System.console() != null;
    }
  }
}
