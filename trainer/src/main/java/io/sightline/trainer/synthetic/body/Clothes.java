package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.person.ClothMaterial;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.Outfit;
import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import java.util.SplittableRandom;

/**
 * How an outfit is cut.
 *
 * @param sleeve share of the arm that is covered
 * @param trouser share of the leg that is covered
 * @param loose cm between skin and trousers
 * @param skirt length below the hips in cm; 0 for none. A coat's if it is a coat
 * @param coat the skirt is the jacket's
 */
record Clothes(Outfit outfit, float sleeve, float trouser, float loose, float skirt, boolean coat) {

  static Clothes of(Identity who, Outfit outfit) {
    SplittableRandom random = new SplittableRandom(outfit.seed() * 31L + 17);
    boolean coat = outfit.jacket() != null && random.nextInt(3) == 0;
    boolean skirt = who.sex() < 0 && random.nextInt(3) == 0;
    boolean shorts = !coat && random.nextInt(9) == 0;
    boolean bare = outfit.jacket() == null && outfit.collar() != 2 && random.nextInt(3) == 0;
    return new Clothes(
        outfit,
        bare ? 0.33f : 0.985f,
        skirt ? 0 : shorts ? 0.5f : 1,
        (float) random.nextDouble(0.2, 1.6),
        coat ? (float) random.nextDouble(12, 38) : skirt ? (float) random.nextDouble(18, 48) : 0,
        coat);
  }

  float[] shoes() {
    return outfit.shoes();
  }

  private Material outer() {
    boolean plain = outfit.jacket() != null;
    return plain ? new ClothMaterial(outfit.jacket(), null) : cloth();
  }

  private ClothMaterial cloth() {
    return new ClothMaterial(outfit.top(), outfit);
  }

  Material sleeve(float[] skin, float length) {
    return new Garment(outer(), skin, sleeve * length);
  }

  Material legs(float[] skin, float length) {
    return new Garment(new ClothMaterial(outfit.legs(), null), skin, trouser * length);
  }

  Material trousers() {
    return new ClothMaterial(outfit.legs(), null);
  }

  Material skirtCloth() {
    return coat ? outer() : trousers();
  }

  /** Of the trunk: an open jacket shows what is below it. */
  Material trunk() {
    if (outfit.jacket() == null) {
      return cloth();
    }
    Material inner = cloth();
    Material outer = outer();
    return new Material() {
      @Override
      public void shade(Fragment f) {
        float open = 2.2f + 0.09f * Math.abs(f.restY + 50);
        float edge = Math.abs(f.restX) - open;
        (f.restZ > 0 && edge < 0 ? inner : outer).shade(f);
        float lapel = f.restZ > 0 && Math.abs(edge) < 0.8f ? 0.7f : 1;
        f.colour(f.red * lapel, f.green * lapel, f.blue * lapel);
      }

      @Override
      public boolean twoSided() {
        return true;
      }
    };
  }

  /** Half axes by share of the arm: width, depth in front and behind. */
  float[][] arm(Figure figure) {
    float k = figure.scale() * (0.5f + 0.5f * figure.girth());
    float s = sleeve > 0.9f ? 0.5f : 0;
    return scaled(
        k,
        new float[][] {
          {0, 0.6f, 0.6f, 0.6f},
          {0.035f, 3.4f, 3.6f, 3.6f},
          {0.1f, 5.0f, 5.4f, 5.4f},
          {0.22f, 5.2f, 5.6f, 5.4f},
          {0.42f, 4.6f + s, 4.6f + s, 4.8f + s},
          {0.55f, 4.1f + s, 4.1f + s, 4.3f + s},
          {0.66f, 4.2f + s, 4.1f + s, 4.2f + s},
          {0.88f, 3.0f + 1.6f * s, 2.7f + 1.6f * s, 2.7f + 1.6f * s},
          {0.97f, 2.8f + 1.7f * s, 2.4f + 1.7f * s, 2.4f + 1.7f * s},
          {1, 2.7f, 2.2f, 2.2f}
        });
  }

  /** As {@link #arm}. */
  float[][] leg(Figure figure) {
    float k = figure.scale() * figure.girth();
    float s = trouser > 0.9f ? loose : 0;
    float wide = trouser > 0.4f ? 0.6f : 0;
    // Skirts and coats press what is below them together.
    float thin = skirt > 0 ? 0.74f : 1;
    return scaled(
        k,
        new float[][] {
          {0, 8.4f, 8.6f, 9.4f},
          {0.14f, 8.6f + wide, 8.8f + wide, 9.0f + wide},
          {0.3f, (7.6f + wide) * thin, (8.0f + wide) * thin, (7.8f + wide) * thin},
          {0.46f, 6.1f + 0.6f * s, 6.4f + 0.6f * s, 6.0f + 0.6f * s},
          {0.54f, 5.6f + 0.7f * s, 6.0f + 0.6f * s, 5.5f + 0.8f * s},
          {0.66f, 5.4f + 0.9f * s, 4.9f + s, 6.2f + 0.9f * s},
          {0.84f, 4.0f + 1.5f * s, 3.9f + 1.4f * s, 4.3f + 1.5f * s},
          {0.95f, 3.5f + 2.0f * s, 3.8f + 2.0f * s, 3.8f + 2.0f * s},
          {1, 3.6f + 2.2f * s, 4.4f + 2.2f * s, 3.8f + 2.1f * s}
        });
  }

  private static float[][] scaled(float k, float[][] radii) {
    for (float[] r : radii) {
      r[1] *= k;
      r[2] *= k;
      r[3] *= k;
    }
    return radii;
  }
}
