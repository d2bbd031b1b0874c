package io.sightline.trainer.synthetic.raster;

/**
 * A pinhole camera. Camera space: x to the picture's right, y down, z away from the camera; pixels
 * have their centres at halves, (0, 0) is the top left corner of the picture.
 *
 * @param fromWorld world to camera space, rigid
 * @param focal in pixels
 * @param cx the optical axis in the picture, pixels
 * @param cy the optical axis in the picture, pixels
 */
public record Camera(Transform fromWorld, float focal, float cx, float cy, int width, int height) {

  /**
   * A level camera at one point that looks at another, optical axis in the picture's middle.
   *
   * @param focal in pixels
   */
  public static Camera lookingAt(float[] eye, float[] target, float focal, int width, int height) {
    float[] z = Vec.unit(target[0] - eye[0], target[1] - eye[1], target[2] - eye[2]);
    float[] side = Vec.cross(z, new float[] {0, 1, 0});
    float[] x = Vec.unit(side[0], side[1], side[2]);
    float[] y = Vec.cross(z, x);
    float[] m = new float[12];
    float[][] rows = {x, y, z};
    for (int i = 0; i < 3; i++) {
      float[] r = rows[i];
      System.arraycopy(r, 0, m, 4 * i, 3);
      m[4 * i + 3] = -(r[0] * eye[0] + r[1] * eye[1] + r[2] * eye[2]);
    }
    return new Camera(new Transform(m), focal, width / 2f, height / 2f, width, height);
  }

  /** The focal length that shows this many degrees from top to bottom. */
  public static float focalOf(double verticalDegrees, int height) {
    return (float) (height / 2.0 / Math.tan(Math.toRadians(verticalDegrees) / 2));
  }

  /** The same view with another picture size and scale. */
  public Camera scaled(float by) {
    return new Camera(
        fromWorld, focal * by, cx * by, cy * by, Math.round(width * by), Math.round(height * by));
  }

  /**
   * Where a world point is seen.
   *
   * @param out x and y in pixels and the depth in cm; x and y mean nothing where it is not positive
   */
  public void project(float x, float y, float z, float[] out) {
    fromWorld.point(x, y, z, out, 0);
    out[0] = cx + focal * out[0] / out[2];
    out[1] = cy + focal * out[1] / out[2];
  }

  /** Where it stands in the world. */
  public float[] eye() {
    float[] m = fromWorld.inverse().m();
    return new float[] {m[3], m[7], m[11]};
  }
}
