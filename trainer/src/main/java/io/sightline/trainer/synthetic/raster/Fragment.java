package io.sightline.trainer.synthetic.raster;

/**
 * One visible spot of a surface: what the raster says of it, and what its material answers. A
 * scratch object that is filled again for each spot; colours are linear RGB, 1 is a white diffuser.
 */
public final class Fragment {
  /** Texture coordinates. */
  public float u;

  public float v;

  /** Where the spot is on the surface at rest, before pose and expression: cm. */
  public float restX;

  public float restY;
  public float restZ;

  /** Unit normal in the world, towards the viewer; a material may bend it. */
  public float nx;

  public float ny;
  public float nz;

  /** Unit vector from the spot to the camera, in the world. */
  public float vx;

  public float vy;
  public float vz;

  /** In the world. */
  public float x;

  public float y;
  public float z;

  /** Width of a pixel on the surface in cm, for filtering. */
  public float footprint;

  /** Share of the surroundings that the spot sees, 0 to 1. */
  public float occlusion;

  /** Answer: diffuse colour. */
  public float red;

  public float green;
  public float blue;

  /** Answer: strength and exponent of the highlight. */
  public float specular;

  public float gloss;

  /** Answer: how far light bleeds round the terminator, 0 for cloth, 1 for skin. */
  public float softness;

  /** Answer: light that it sends out by itself, as a multiple of the colour. */
  public float glow;

  void reset() {
    specular = 0;
    gloss = 20;
    softness = 0;
    glow = 0;
  }

  /** Sets the diffuse colour. */
  public void colour(float r, float g, float b) {
    red = r;
    green = g;
    blue = b;
  }

  /** Mixes a share of another colour in. */
  public void blend(float r, float g, float b, float share) {
    red += (r - red) * share;
    green += (g - green) * share;
    blue += (b - blue) * share;
  }
}
