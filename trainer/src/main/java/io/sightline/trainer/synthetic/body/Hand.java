package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Transform;
import java.util.List;

/** A relaxed hand: fingers closed and a little curled, the thumb apart. Not thread-safe. */
final class Hand {
  // Down from the wrist: length, half width, half thickness, forwards.
  private static final float[][] FINGERS = {
    {-1, 2.6f, 2.2f, 0},
    {2, 3.1f, 1.9f, 0},
    {5, 3.7f, 1.7f, 0.2f},
    {8.5f, 3.9f, 1.6f, 0.8f},
    {11.5f, 3.7f, 1.5f, 2.0f},
    {14, 3.3f, 1.4f, 3.8f},
    {16, 2.7f, 1.2f, 5.6f},
    {16.8f, 0.6f, 0.5f, 6.4f}
  };
  private static final float[][] THUMB = {
    {2, 1.6f, 1.4f, 0},
    {5, 1.5f, 1.3f, 1},
    {8, 1.2f, 1.1f, 1.6f},
    {10.5f, 0.9f, 0.8f, 2},
    {11.2f, 0.2f, 0.2f, 2.1f}
  };
  private final float scale;
  private final Tube fingers = new Tube(FINGERS.length, 13);
  private final Tube thumb = new Tube(THUMB.length, 9);

  Hand(float scale) {
    this.scale = scale;
    rest(fingers, FINGERS);
    rest(thumb, THUMB);
  }

  private static void rest(Tube tube, float[][] rings) {
    for (int j = 0; j < rings.length; j++) {
      tube.rest(j, rings[j][0], rings[j][1], rings[j][2], 0.9f);
    }
  }

  /**
   * @param wrist hand to body
   * @param sign -1 at the viewer's left
   */
  List<Mesh> meshes(Transform wrist, float sign, float[] skin) {
    Material material = f -> skin(f, skin);
    return List.of(
        place(fingers, FINGERS, wrist, 0, 0, material),
        place(thumb, THUMB, wrist, sign * 2.6f, 0.28f * sign, material));
  }

  private static void skin(Fragment f, float[] skin) {
    f.colour(skin[0], skin[1], skin[2]);
    f.softness = 1;
  }

  private Mesh place(
      Tube tube, float[][] rings, Transform wrist, float aside, float apart, Material material) {
    float[] side = new float[3];
    float[] front = new float[3];
    float[] c = new float[3];
    wrist.direction(1, 0, 0, side, 0);
    wrist.direction(0, 0, 1, front, 0);
    for (int j = 0; j < rings.length; j++) {
      float[] r = rings[j];
      float x = aside + apart * r[0];
      wrist.point(scale * x, -scale * r[0], scale * r[3], c, 0);
      tube.place(j, c, side, front, scale * r[1], scale * r[2], scale * r[2]);
    }
    return tube.mesh(material);
  }
}
