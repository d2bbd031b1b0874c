package io.sightline.recognizer.card;

/**
 * Tells JPEGs that every decoder shows alike: without a turn in EXIF, and with the usual colours,
 * grey or YCbCr. Thread-safe.
 */
public final class PlainJpeg {
  private static final int START = 0xd8;
  private static final int SCAN = 0xda;
  private static final int EXIF = 0xe1;
  private static final int ADOBE = 0xee;

  private PlainJpeg() {}

  /** Whether these are the bytes of such a JPEG; looks at its markers up to the first scan. */
  public static boolean is(byte[] bytes) {
    if (bytes.length < 4 || marker(bytes, 0) != START) {
      return false;
    }
    int at = 2;
    while (at + 4 <= bytes.length) {
      int marker = marker(bytes, at);
      if (marker == SCAN) {
        return true;
      }
      if (marker < 0 || marker == EXIF || marker == ADOBE) {
        return false;
      }
      at += 2 + ((bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff);
    }
    return false;
  }

  /** -1 when there is none. */
  private static int marker(byte[] bytes, int at) {
    return (bytes[at] & 0xff) == 0xff ? bytes[at + 1] & 0xff : -1;
  }
}
