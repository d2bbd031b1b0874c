package io.sightline.contract.config;

import java.time.Duration;

/**
 * The motion gate: a frame in which nothing moved is not published. Key {@code motion}.
 *
 * @param enabled off unless asked for
 * @param area share of the picture (of the zones, where there are some) that must have changed, 0
 *     to 1
 * @param keepAlive even a still camera sends a frame this often; shorter than {@code
 *     sightings.absence}, or who stands still would have left
 */
public record MotionConfig(Boolean enabled, Double area, Duration keepAlive) {

  public MotionConfig {
    enabled = enabled != null && enabled;
    area = area == null ? 0.002 : area;
    keepAlive = keepAlive == null ? Duration.ofSeconds(1) : keepAlive;
    new Problems()
        .range("area", area, 0, 1)
        .range("keep_alive", keepAlive.toMillis() / 1000.0, 0.1, 3600)
        .raise();
  }
}
