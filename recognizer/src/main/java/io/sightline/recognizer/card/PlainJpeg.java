package io.sightline.recognizer.card;

import java.util.List;

/**
 * Tells JPEGs that every decoder shows alike: without a turn in EXIF, with the usual colours, grey
 * or YCbCr, and whole (ITU-T T.81, annex B). Thread-safe.
 */
public final class PlainJpeg {
  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int FIRST_FRAME = 0xc0;
  private static final int LAST_FRAME = 0xcf;
  private static final int EXIF = 0xe1;
  private static final int ADOBE = 0xee;

  private PlainJpeg() {}

  /** Of these, tables have two and one is not in use; the others begin a frame. */
  private static final List<Integer> NO_FRAMES = List.of(0xc4, 0xc8, 0xcc);

  /** Whether these are the bytes of such a JPEG; looks at its markers up to the first scan. */
  public static boolean is(byte[] bytes) {
    if (bytes.length < 4 || marker(bytes, 0) != START) {
      return false;
    }
    int at = 2;
    boolean plain = false;
    while (at + 4 <= bytes.length) {
      int marker = marker(bytes, at);
      if (marker == SCAN) {
        return plain && isWhole(bytes);
      }
      if (marker < 0 || marker == EXIF || marker == ADOBE) {
        return false;
      }
      if (beginsFrame(marker)) {
        plain = hasPlainColours(bytes, at);
      }
      at += 2 + ((bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff);
    }
    return false;
  }

  /** Whether a marker, the byte behind 0xff, begins a frame. */
  public static boolean beginsFrame(int marker) {
    return marker >= FIRST_FRAME && marker <= LAST_FRAME && !NO_FRAMES.contains(marker);
  }

  /** Without a mark of Adobe's, three components are YCbCr, unless their names are R, G and B. */
  private static boolean hasPlainColours(byte[] bytes, int frame) {
    int first = frame + 10;
    int components = first <= bytes.length ? bytes[first - 1] : 0;
    return components == 1 || components == 3 && first < bytes.length && bytes[first] != 'R';
  }

  /** Decoders differ in what they make of one that breaks off. Cameras may put zeros behind. */
  private static boolean isWhole(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return end >= 2 && marker(bytes, end - 2) == END;
  }

  /** -1 when there is none. */
  private static int marker(byte[] bytes, int at) {
    return (bytes[at] & 0xff) == 0xff ? bytes[at + 1] & 0xff : -1;
  }
}
