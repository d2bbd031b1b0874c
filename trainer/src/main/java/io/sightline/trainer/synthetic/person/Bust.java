package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.List;

/** Dressed shoulders and chest under a head, for portraits; scenes have whole bodies. */
public final class Bust {
  private static final int COLUMNS = 49;
  // y, half width, depth in front and behind, z of the middle.
  private static final float[][] RINGS = {
    {-14.4f, 5.4f, 4.6f, 5f, -10f}, {-15.4f, 6.2f, 5.4f, 5.6f, -10.2f},
    {-16.6f, 8.5f, 6.3f, 6.4f, -10.6f}, {-17.8f, 12f, 7.2f, 7.2f, -11f},
    {-19.2f, 16f, 8.4f, 8f, -11.2f}, {-21.4f, 19.2f, 9.6f, 8.8f, -11.4f},
    {-24.8f, 20.6f, 10.8f, 9.4f, -11.6f}, {-30.8f, 21f, 12f, 10f, -11.8f},
    {-40.8f, 20f, 12.6f, 10f, -12f}
  };

  private Bust() {}

  /** In the coordinates of {@link PosedHead}. */
  public static List<Mesh> of(Identity who, Outfit outfit) {
    float wide = 0.94f + 0.08f * who.sex() + 0.04f * (who.of(Trait.NECK) - 5);
    float[] p = new float[3 * RINGS.length * COLUMNS];
    float[] uv = new float[2 * RINGS.length * COLUMNS];
    for (int j = 0; j < RINGS.length; j++) {
      float[] ring = RINGS[j];
      for (int i = 0; i < COLUMNS; i++) {
        double a = 2 * Math.PI * i / (COLUMNS - 1) - Math.PI;
        int k = j * COLUMNS + i;
        float spread = j < 2 ? 1 : wide;
        p[3 * k] = ring[1] * spread * (float) Math.sin(a);
        p[3 * k + 1] = ring[0] + (j < 5 ? 1.4f * (float) -Math.cos(a) : 0);
        p[3 * k + 2] = ring[4] + (Math.cos(a) > 0 ? ring[2] : ring[3]) * (float) Math.cos(a);
        uv[2 * k] = p[3 * k];
        uv[2 * k + 1] = p[3 * k + 1];
      }
    }
    Mesh mesh =
        Mesh.of(
            p, uv, Grid.triangles(RINGS.length, COLUMNS), new ClothMaterial(outfit.top(), outfit));
    Grid.weld(mesh.normals(), RINGS.length, COLUMNS);
    return List.of(mesh);
  }
}
