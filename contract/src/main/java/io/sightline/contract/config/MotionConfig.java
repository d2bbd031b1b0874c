package io.sightline.contract.config;

import java.time.Duration;

/**
 * The motion gate: a frame in which nothing moved is not published. Key {@code motion}; a camera's
 * may leave values open, which are null until {@link #over} fills them in.
 *
 * @param enabled off unless asked for
 * @param area share of the picture (of the zones, where there are some) that must have changed, 0
 *     to 1
 * @param keepAlive even a still camera sends a frame this often; shorter than {@code
 *     sightings.absence}, or who stands still would have left
 */
public record MotionConfig(Boolean enabled, Double area, Duration keepAlive) {

  /** What holds where nothing is said. */
  public static final MotionConfig DEFAULT = new MotionConfig(false, 0.002, Duration.ofSeconds(1));

  public MotionConfig {
    Problems problems = new Problems();
    if (area != null) {
      problems.range("area", area, 0, 1);
    }
    if (keepAlive != null) {
      problems.range("keep_alive", keepAlive.toMillis() / 1000.0, 0.1, 3600);
    }
    problems.raise();
  }

  /** This gate with every value it leaves open filled in. */
  public MotionConfig over(MotionConfig all) {
    return new MotionConfig(
        enabled == null ? all.enabled() : enabled,
        area == null ? all.area() : area,
        keepAlive == null ? all.keepAlive() : keepAlive);
  }
}
