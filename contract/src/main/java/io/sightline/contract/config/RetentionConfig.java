package io.sightline.contract.config;

import java.time.Duration;

/**
 * How long things are kept. Key {@code retention}.
 *
 * @param frames in Kafka
 * @param frameBytes frames a partition keeps at the most, in bytes; -1 for no limit
 * @param unknown sightings without a name, in the index; all sightings, in Kafka
 * @param matched sightings with a name, in the index
 */
public record RetentionConfig(
    Duration frames, Long frameBytes, Duration unknown, Duration matched) {

  public RetentionConfig {
    frames = frames == null ? Duration.ofHours(24) : frames;
    frameBytes = frameBytes == null ? -1 : frameBytes;
    unknown = unknown == null ? Duration.ofDays(7) : unknown;
    matched = matched == null ? Duration.ofDays(90) : matched;
    new Problems()
        .check("frames", frames.toMillis() >= 1000, "must be a second or more")
        .check(
            "frame_bytes",
            frameBytes == -1 || frameBytes >= 1 << 20,
            "must be 1048576 or more, or -1")
        .check("unknown", unknown.toHours() >= 1, "must be an hour or more")
        .check(
            "matched",
            matched.compareTo(unknown) >= 0,
            "must not be shorter than retention.unknown")
        .raise();
  }
}
