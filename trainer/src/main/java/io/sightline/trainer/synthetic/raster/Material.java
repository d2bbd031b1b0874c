package io.sightline.trainer.synthetic.raster;

/** How a surface looks. Immutable and thread-safe. */
public interface Material {

  /** Reads what the raster filled in and sets the answers; highlight and glow are 0 before. */
  void shade(Fragment fragment);

  /** Whether {@link #coverage} is to be asked; costs time. */
  default boolean cutOut() {
    return false;
  }

  /**
   * Share of the surface that is there, 0 to 1, for hair and lace.
   *
   * @param footprint width of a pixel in cm
   */
  default float coverage(float u, float v, float rx, float ry, float rz, float footprint) {
    return 1;
  }

  /** Whether the back is seen too. */
  default boolean twoSided() {
    return false;
  }

  default boolean castsShadow() {
    return true;
  }

  /** One colour. */
  static Material plain(float r, float g, float b, float specular, float gloss) {
    return f -> {
      f.colour(r, g, b);
      f.specular = specular;
      f.gloss = gloss;
    };
  }
}
