package io.sightline.trainer.synthetic.picture;

import io.sightline.trainer.synthetic.raster.Camera;

/**
 * The square part of a square picture that is drawn, pixels.
 *
 * @param whole side of the picture
 */
public record Window(int left, int top, int side, int whole) {
  /** Windows begin and end at multiples of this: where blocks of a JPEG do. */
  public static final int STEP = 16;

  /** All of a picture. */
  public static Window all(int whole) {
    return new Window(0, 0, whole, whole);
  }

  /** The least one, within the picture as far as that goes, that holds a box. */
  public static Window around(double left, double top, double right, double bottom, int whole) {
    int x = step(Math.floor(left / STEP), whole);
    int y = step(Math.floor(top / STEP), whole);
    int right16 = step(Math.ceil(right / STEP), whole);
    int bottom16 = step(Math.ceil(bottom / STEP), whole);
    int side = Math.max(STEP, Math.max(right16 - x, bottom16 - y));
    return new Window(Math.min(x, whole - side), Math.min(y, whole - side), side, whole);
  }

  private static int step(double steps, int whole) {
    return (int) Math.max(0, Math.min(whole, steps * STEP));
  }

  /** The camera of the whole picture, seen through the window alone. */
  public Camera of(Camera camera) {
    return new Camera(
        camera.fromWorld(), camera.focal(), camera.cx() - left, camera.cy() - top, side, side);
  }
}
