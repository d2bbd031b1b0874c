package io.sightline.recognizer.face;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where the workers' time goes, all of them together. A stage that waits for the card counts what
 * it waits for: on the card, work is begun in one stage and may be waited for in the next.
 * Thread-safe.
 */
public final class StageTimes {

  /** What a worker does with a frame, one after the other; {@code JUDGE}: quality, crop to JPEG. */
  public enum Stage {
    DECODE,
    DETECT,
    CROP,
    JUDGE,
    EMBED
  }

  private final AtomicLongArray nanos = new AtomicLongArray(Stage.values().length);

  /**
   * @param start of the stage, as {@link System#nanoTime} gave it
   * @return now, the start of the next one
   */
  long add(Stage stage, long start) {
    long now = System.nanoTime();
    nanos.addAndGet(stage.ordinal(), now - start);
    return now;
  }

  /** So far. */
  public double seconds(Stage stage) {
    return nanos.get(stage.ordinal()) / 1e9;
  }
}
