package io.sightline.ingest.source;

import java.time.Duration;

/**
 * How long a source may keep silent before it is broken off.
 *
 * @param open until it is known what the source delivers
 * @param read until the next picture
 */
public record SourceLimits(Duration open, Duration read) {
  /** So many packets or pictures in a row of no use, and nothing good is to be expected. */
  public static final int HOPELESS = 300;

  /** A playlist's segments arrive in one piece, often 10 s apart. */
  public static final SourceLimits DEFAULT =
      new SourceLimits(Duration.ofSeconds(20), Duration.ofSeconds(15));
}
