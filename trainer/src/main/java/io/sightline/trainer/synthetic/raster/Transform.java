package io.sightline.trainer.synthetic.raster;

/**
 * An affine map of space, three rows of four: {@code x' = m0 x + m1 y + m2 z + m3} and so on.
 * World: x right, y up, z towards the viewer of the front; centimetres. The array is not copied.
 */
public record Transform(float[] m) {
  public static final Transform IDENTITY =
      new Transform(new float[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0});

  public static Transform translation(float x, float y, float z) {
    return new Transform(new float[] {1, 0, 0, x, 0, 1, 0, y, 0, 0, 1, z});
  }

  public static Transform scale(float x, float y, float z) {
    return new Transform(new float[] {x, 0, 0, 0, 0, y, 0, 0, 0, 0, z, 0});
  }

  /** About x; positive tips the front (z) down. Degrees. */
  public static Transform rotationX(double degrees) {
    float c = (float) Math.cos(Math.toRadians(degrees));
    float s = (float) Math.sin(Math.toRadians(degrees));
    return new Transform(new float[] {1, 0, 0, 0, 0, c, -s, 0, 0, s, c, 0});
  }

  /** About the vertical; positive turns the front (z) to the right (x). Degrees. */
  public static Transform rotationY(double degrees) {
    float c = (float) Math.cos(Math.toRadians(degrees));
    float s = (float) Math.sin(Math.toRadians(degrees));
    return new Transform(new float[] {c, 0, s, 0, 0, 1, 0, 0, -s, 0, c, 0});
  }

  /** About z; positive turns clockwise for the viewer of the front. Degrees. */
  public static Transform rotationZ(double degrees) {
    float c = (float) Math.cos(Math.toRadians(degrees));
    float s = (float) Math.sin(Math.toRadians(degrees));
    return new Transform(new float[] {c, s, 0, 0, -s, c, 0, 0, 0, 0, 1, 0});
  }

  /** First {@code inner}, then this. */
  public Transform after(Transform inner) {
    float[] a = m;
    float[] b = inner.m;
    float[] r = new float[12];
    for (int i = 0; i < 12; i += 4) {
      for (int j = 0; j < 4; j++) {
        r[i + j] = a[i] * b[j] + a[i + 1] * b[4 + j] + a[i + 2] * b[8 + j];
      }
      r[i + 3] += a[i + 3];
    }
    return new Transform(r);
  }

  /** The same, done about a point that stays where it is. */
  public Transform about(float x, float y, float z) {
    return translation(x, y, z).after(this).after(translation(-x, -y, -z));
  }

  /** The inverse of any map that has one. */
  public Transform inverse() {
    float c0 = m[5] * m[10] - m[6] * m[9];
    float c1 = m[6] * m[8] - m[4] * m[10];
    float c2 = m[4] * m[9] - m[5] * m[8];
    float d = 1 / (m[0] * c0 + m[1] * c1 + m[2] * c2);
    float[] r = {
      c0 * d, (m[2] * m[9] - m[1] * m[10]) * d, (m[1] * m[6] - m[2] * m[5]) * d, 0,
      c1 * d, (m[0] * m[10] - m[2] * m[8]) * d, (m[2] * m[4] - m[0] * m[6]) * d, 0,
      c2 * d, (m[1] * m[8] - m[0] * m[9]) * d, (m[0] * m[5] - m[1] * m[4]) * d, 0
    };
    for (int i = 0; i < 12; i += 4) {
      r[i + 3] = -(r[i] * m[3] + r[i + 1] * m[7] + r[i + 2] * m[11]);
    }
    return new Transform(r);
  }

  /** Maps a point; {@code out} gets three numbers from {@code at}. */
  public void point(float x, float y, float z, float[] out, int at) {
    out[at] = m[0] * x + m[1] * y + m[2] * z + m[3];
    out[at + 1] = m[4] * x + m[5] * y + m[6] * z + m[7];
    out[at + 2] = m[8] * x + m[9] * y + m[10] * z + m[11];
  }

  /** Maps a direction, which translation leaves alone. */
  public void direction(float x, float y, float z, float[] out, int at) {
    out[at] = m[0] * x + m[1] * y + m[2] * z;
    out[at + 1] = m[4] * x + m[5] * y + m[6] * z;
    out[at + 2] = m[8] * x + m[9] * y + m[10] * z;
  }
}
