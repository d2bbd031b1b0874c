package io.sightline.trainer.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code metrics.csv} of a training: its losses, in a line for each {@value #EVERY} steps and one
 * when it ends or stops between them. A line has the last of its steps, that one's rate and the
 * means over the steps since the line before, so that the lines of a resumed training end with the
 * same steps as those of one that was never stopped.
 */
final class MetricsFile implements AutoCloseable {
  private static final int EVERY = 10;
  private static final String HEADER = "step,rate,arc,mask,total";

  private final Path file;
  private long step;
  private double rate;
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
      List<String> old = Files.exists(file) ? Files.readAllLines(file) : List.of();
      List<String> kept = new ArrayList<>(List.of(HEADER));
      old.stream().filter(line -> step(line) < firstStep).forEach(kept::add);
      if (!kept.equals(old)) {
        Path partial = folder.resolve("metrics.csv.partial");
        Files.write(partial, kept);
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new TrainingException(file + " cannot be written: " + e, e);
    }
  }

  /** Of a line of figures; endless for others, such as the header and one that was cut off. */
  private static long step(String line) {
    return line.matches("\\d{1,18},.*") ? Long.parseLong(line.split(",")[0]) : Long.MAX_VALUE;
  }

  /**
   * @param step from 0
   */
  void add(long step, StepLoss loss, double rate) {
    this.step = step;
    this.rate = rate;
    arc += loss.arc();
    mask += loss.mask();
    total += loss.total();
    count++;
    if ((step + 1) % EVERY == 0) {
      append();
    }
  }

  private void append() {
    String line =
        String.format(
            Locale.ROOT,
            "%d,%.6g,%.5f,%.5f,%.5f",
            step,
            rate,
            arc / count,
            mask / count,
            total / count);
    arc = mask = total = count = 0;
    try {
      Files.write(file, List.of(line), StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new TrainingException(file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Writes what is left. */
  @Override
  public void close() {
    if (count > 0) {
      append();
    }
  }
}
