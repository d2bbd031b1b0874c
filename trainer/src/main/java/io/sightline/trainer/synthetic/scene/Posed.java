package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.body.PosedBody;
import io.sightline.trainer.synthetic.person.PosedHead;
import io.sightline.trainer.synthetic.raster.Camera;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.ShadowMap;
import io.sightline.trainer.synthetic.raster.Transform;
import java.util.function.BiConsumer;

/**
 * Somebody at a moment, for all cameras of the place.
 *
 * @param feet x and z
 * @param body body to place
 * @param shoulders of the posed head, to place
 */
record Posed(
    Actor actor,
    float[] feet,
    PosedBody figure,
    PosedHead head,
    Transform body,
    Transform shoulders) {
  private static final float ROOM = 75;
  private static final float TALL = 200;
  private static final float EYES = 160;

  /** Size of a face in cm, and from how many pixels on all its triangles are worth drawing. */
  private static final float FACE = 15;

  private static final float FINE = 100;

  static Posed of(Walker walker, double time) {
    Actor actor = walker.actor();
    PosedBody body =
        actor.body().pose(walker.phase(), walker.walk(), actor.sway(time), actor.phone(time));
    PosedHead head =
        actor.head().pose(actor.expression(time), actor.pose(time, walker.glance(), body.turn()));
    Transform place = walker.toPlace();
    return new Posed(
        actor,
        walker.at().clone(),
        body,
        head,
        place.after(body.toFloor()),
        place.after(body.shoulders()));
  }

  /**
   * All meshes, with their ways into the place.
   *
   * @param view whose pictures they are for: far heads have fewer triangles
   */
  void each(Camera view, BiConsumer<Mesh, Transform> draw) {
    float[] p = new float[3];
    view.project(feet[0], EYES, feet[1], p);
    boolean near = p[2] > 0 && view.focal() * FACE > FINE * p[2];
    figure.meshes().forEach(m -> draw.accept(m, body));
    (near ? head : head.coarse()).meshes().forEach(m -> draw.accept(m, shoulders));
  }

  /** What is enough for a shadow on the floor. */
  void cast(ShadowMap shadows) {
    figure.meshes().forEach(m -> shadows.draw(m, body));
    shadows.draw(head.coarse().meshes().get(0), shoulders);
  }

  /**
   * The part of a picture that this person or their shadow may touch: left, top, right, bottom,
   * inclusive; null when none.
   *
   * @param sun towards it
   */
  int[] area(Camera camera, float[] sun) {
    float reach = Math.min(3, 1 / Math.max(0.2f, sun[1])) * TALL;
    float[] p = new float[3];
    float[] b = {Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, -Float.MAX_VALUE};
    for (int i = 0; i < 16; i++) {
      boolean thrown = i >= 8;
      float x = feet[0] + ((i & 1) == 0 ? -ROOM : ROOM) - (thrown ? sun[0] * reach : 0);
      float z = feet[1] + ((i & 2) == 0 ? -ROOM : ROOM) - (thrown ? sun[2] * reach : 0);
      float y = thrown || (i & 4) == 0 ? 0 : TALL;
      camera.project(x, y, z, p);
      if (p[2] > 10) {
        b[0] = Math.min(b[0], p[0]);
        b[1] = Math.min(b[1], p[1]);
        b[2] = Math.max(b[2], p[0]);
        b[3] = Math.max(b[3], p[1]);
      } else {
        b[3] = camera.height();
      }
    }
    int[] area = {
      Math.max(0, (int) b[0]),
      Math.max(0, (int) b[1]),
      Math.min(camera.width() - 1, (int) b[2]),
      Math.min(camera.height() - 1, (int) b[3])
    };
    return area[0] <= area[2] && area[1] <= area[3] ? area : null;
  }
}
