package io.sightline.recognizer.face;

import io.sightline.recognizer.card.PlainJpeg;

/**
 * Counts how often a JPEG goes over its picture. A scan takes ten bytes in the file and goes over
 * all of the picture, even when it changes nothing: a file of a few megabytes has its decoder at
 * work for hours. Thread-safe.
 */
final class JpegScans {
  /** What encoders make has some ten. */
  static final int MOST = 64;

  private static final int FILL = 0xff;
  private static final int FIRST_FRAME = 0xc0;
  private static final int FIRST_RESTART = 0xd0;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;

  private JpegScans() {}

  /**
   * Whether there are more than {@link #MOST}. Reads as libjpeg does, which passes over what is no
   * marker; of a file with one scan, as cameras make them, only what comes before it.
   */
  static boolean tooMany(byte[] jpeg) {
    int scans = 0;
    int components = 0;
    boolean progressive = false;
    int at = 2;
    while (at + 1 < jpeg.length) {
      int marker = jpeg[at + 1] & 0xff;
      if ((jpeg[at] & 0xff) != 0xff || marker == FILL) {
        at++;
        continue;
      }
      if (marker == END) {
        return false;
      }
      if (marker == SCAN) {
        scans++;
        if (scans > MOST || !progressive && at(jpeg, at + 4) == components) {
          return scans > MOST;
        }
      } else if (PlainJpeg.beginsFrame(marker)) {
        progressive = (marker & 3) == 2;
        components = at(jpeg, at + 9);
      }
      at += 2 + (hasLength(marker) ? at(jpeg, at + 2) << 8 | at(jpeg, at + 3) : 0);
    }
    return false;
  }

  private static boolean hasLength(int marker) {
    return marker >= FIRST_FRAME && (marker < FIRST_RESTART || marker > END);
  }

  private static int at(byte[] bytes, int index) {
    return index < bytes.length ? bytes[index] & 0xff : 0;
  }
}
