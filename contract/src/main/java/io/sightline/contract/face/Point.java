package io.sightline.contract.face;

/** A point in pixels; x to the right, y down. */
public record Point(float x, float y) {

  public float distance(Point other) {
    return (float) Math.hypot(x - other.x, y - other.y);
  }
}
