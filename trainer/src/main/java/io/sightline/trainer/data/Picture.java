package io.sightline.trainer.data;

/**
 * A decoded picture. The array is not copied.
 *
 * @param rgb row by row, three bytes (red, green, blue) for each pixel
 */
public record Picture(int width, int height, byte[] rgb) {

  public Picture {
    if (width <= 0 || height <= 0 || rgb.length != 3 * width * height) {
      throw new IllegalArgumentException(
          rgb.length + " bytes are no " + width + "x" + height + " RGB picture");
    }
  }

  /** A black picture. */
  static Picture black(int width, int height) {
    return new Picture(width, height, new byte[3 * width * height]);
  }

  /** Of 112x112 pixels. */
  public static Picture crop(byte[] rgb112) {
    return new Picture(Pictures.SIDE, Pictures.SIDE, rgb112);
  }

  /** Whether red, green and blue are the same everywhere. */
  boolean colourless() {
    for (int i = 0; i < rgb.length; i += 3) {
      if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
        return false;
      }
    }
    return true;
  }
}
