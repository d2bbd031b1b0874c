package io.sightline.trainer.data;

import java.util.Optional;

/**
 * The frame around each RecordIO record, little-endian: magic, {@code cflag << bits | length},
 * payload, zeros up to a multiple of four. A payload that holds the magic at a multiple of four is
 * cut there into parts (cflag 1 first, 2 middle, 3 last), and the reader puts the magic back
 * between them (dmlc-core, {@code include/dmlc/recordio.h}).
 *
 * @param magic that begins every part
 * @param bits of the length
 */
record RecordIo(int magic, int bits) {
  /** What MXNet and InsightFace write. */
  static final RecordIo CURRENT = new RecordIo(0xced7230a, 29);

  /** What dmlc-core wrote in its first months. */
  private static final RecordIo EARLY = new RecordIo(0x3ed7230a, 30);

  static final int WHOLE = 0;
  static final int FIRST = 1;
  static final int MIDDLE = 2;
  static final int LAST = 3;

  /** The frame of a file whose first four bytes are these. */
  static Optional<RecordIo> of(int magic) {
    return magic == CURRENT.magic
        ? Optional.of(CURRENT)
        : magic == EARLY.magic ? Optional.of(EARLY) : Optional.empty();
  }

  int cflag(int word) {
    return word >>> bits;
  }

  int length(int word) {
    return word & ((1 << bits) - 1);
  }

  int word(int cflag, int length) {
    return cflag << bits | length;
  }

  static long padded(long length) {
    return (length + 3) & ~3L;
  }
}
