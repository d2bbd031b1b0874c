package io.sightline.trainer.synthetic.raster;

/**
 * Light from all around as nine spherical harmonics for each colour (R. Ramamoorthi and P.
 * Hanrahan, "An efficient representation for irradiance environment maps", 2001). Build it up with
 * {@link #add}; thread-safe once nobody adds.
 */
public final class Ambient {
  /** Convolution with the cosine lobe, over pi. */
  private static final float[] LOBE = {
    1, 2f / 3, 2f / 3, 2f / 3, 0.25f, 0.25f, 0.25f, 0.25f, 0.25f
  };

  private final float[] sh = new float[27];

  /** The same from everywhere. */
  public Ambient all(float r, float g, float b) {
    sh[0] += r;
    sh[1] += g;
    sh[2] += b;
    return this;
  }

  /**
   * Adds a broad source.
   *
   * @param towards it, unit
   */
  public Ambient add(float[] towards, float r, float g, float b) {
    float[] basis = new float[9];
    basis(towards[0], towards[1], towards[2], basis);
    float[] norm = {1, 3, 3, 3, 15, 15, 1.25f, 15, 3.75f};
    for (int i = 0; i < 9; i++) {
      float k = basis[i] * LOBE[i] * norm[i];
      sh[3 * i] += k * r;
      sh[3 * i + 1] += k * g;
      sh[3 * i + 2] += k * b;
    }
    return this;
  }

  private static void basis(float x, float y, float z, float[] out) {
    out[0] = 1;
    out[1] = y;
    out[2] = z;
    out[3] = x;
    out[4] = x * y;
    out[5] = y * z;
    out[6] = 3 * z * z - 1;
    out[7] = x * z;
    out[8] = x * x - y * y;
  }

  /** What a white diffuser with this normal sends back. */
  void at(float x, float y, float z, float[] out) {
    float s4 = x * y;
    float s5 = y * z;
    float s6 = 3 * z * z - 1;
    float s7 = x * z;
    float s8 = x * x - y * y;
    for (int c = 0; c < 3; c++) {
      float e =
          sh[c]
              + sh[3 + c] * y
              + sh[6 + c] * z
              + sh[9 + c] * x
              + sh[12 + c] * s4
              + sh[15 + c] * s5
              + sh[18 + c] * s6
              + sh[21 + c] * s7
              + sh[24 + c] * s8;
      out[c] = Math.max(0, e);
    }
  }
}
