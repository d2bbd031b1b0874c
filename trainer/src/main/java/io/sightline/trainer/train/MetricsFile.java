package io.sightline.trainer.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** {@code metrics.csv} of a training: its losses, means over {@value #EVERY} steps. */
final class MetricsFile {
  private static final int EVERY = 10;
  private static final String HEADER = "step,rate,arc,mask,total";

  private final Path file;
  private double arc;
  private double mask;
  private double total;
  private int count;

  /**
   * @param firstStep lines of this step and later are of a training that went on from there before
   */
  MetricsFile(Path folder, long firstStep) {
    file = folder.resolve("metrics.csv");
    try {
      List<String> old = Files.exists(file) ? Files.readAllLines(file) : List.of(HEADER);
      List<String> kept =
          old.stream().filter(line -> line.equals(HEADER) || step(line) < firstStep).toList();
      Files.write(file, kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long step(String line) {
    return Long.parseLong(line.substring(0, line.indexOf(',')));
  }

  void add(long step, StepLoss loss, double rate) {
    arc += loss.arc();
    mask += loss.mask();
    total += loss.total();
    if (++count == EVERY) {
      append(
          String.format(
              Locale.ROOT,
              "%d,%.6g,%.5f,%.5f,%.5f",
              step,
              rate,
              arc / count,
              mask / count,
              total / count));
      arc = mask = total = count = 0;
    }
  }

  private void append(String line) {
    try {
      Files.write(file, List.of(line), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new TrainingException(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
