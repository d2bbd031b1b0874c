package io.sightline.contract.face;

/**
 * An axis-aligned face box in frame pixels: origin at the top left of the frame, x to the right, y
 * down. It may reach over the frame's edge.
 *
 * @param x left edge
 * @param y top edge
 * @param width in pixels, not negative
 * @param height in pixels, not negative
 */
public record FaceBox(float x, float y, float width, float height) {

  public float area() {
    return width * height;
  }

  /**
   * Intersection over union with another box of the same frame: 0 when apart (or both empty), 1
   * when equal.
   */
  public float iou(FaceBox other) {
    float w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    float h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    if (w <= 0 || h <= 0) {
      return 0;
    }
    float intersection = w * h;
    return intersection / (area() + other.area() - intersection);
  }
}
