package io.sightline.ingest.source;

/** Width and height of a picture in pixels. */
public record PictureSize(int width, int height) {
  /** No side of a picture may be longer, whatever its header promises. */
  public static final int MAX_SIDE = 8192;

  /** False for a picture without any pixel, and for one that would take too much memory. */
  boolean usable() {
    return width >= 1 && height >= 1 && width <= MAX_SIDE && height <= MAX_SIDE;
  }

  /** A camera that does not say before its first picture. */
  boolean unknown() {
    return width == 0 && height == 0;
  }

  /** What to say when it is not usable. */
  String complaint() {
    return "pictures of %dx%d pixels cannot be used: each side must have 1 to %d"
        .formatted(width, height, MAX_SIDE);
  }

  /**
   * As it is meant to be seen: the side that was squeezed is stretched.
   *
   * @param aspect width of a pixel by its height; what is not known, or cannot be, is taken as 1
   */
  PictureSize square(double aspect) {
    if (!(aspect > 0.25 && aspect < 4) || Math.abs(aspect - 1) < 0.01) {
      return this;
    }
    return aspect > 1
        ? new PictureSize((int) Math.round(width * aspect), height)
        : new PictureSize(width, (int) Math.round(height / aspect));
  }

  /** The same shape with its longer side cut down to the limit; never larger than it is. */
  PictureSize within(int longerSide) {
    int longer = Math.max(width, height);
    if (longer <= longerSide) {
      return this;
    }
    double scale = (double) longerSide / longer;
    return new PictureSize(
        Math.max(1, (int) Math.round(width * scale)),
        Math.max(1, (int) Math.round(height * scale)));
  }
}
