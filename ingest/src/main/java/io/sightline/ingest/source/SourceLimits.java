package io.sightline.ingest.source;

import java.time.Duration;

/**
 * How long a source may keep silent before it is broken off.
 *
 * @param open until the source answers, and for a file until it is known what it holds
 * @param first from then until it is known what a live source delivers, and from then until its
 *     first picture: its data are of no use before a whole picture comes, and some cameras send one
 *     each 20 s
 * @param read until the next picture
 */
public record SourceLimits(Duration open, Duration first, Duration read) {
  /** So many packets or pictures in a row of no use, and nothing good is to be expected. */
  public static final int HOPELESS = 300;

  /** The same of a hardware decoder: then it is the software's turn. */
  static final int HOPELESS_HARDWARE = 100;

  /** A playlist's segments arrive in one piece, often 10 s apart. */
  public static final SourceLimits DEFAULT =
      new SourceLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(15));
}
