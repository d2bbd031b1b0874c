package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Vec;
import io.sightline.trainer.synthetic.scene.Builder.Opening;
import io.sightline.trainer.synthetic.scene.Builder.Side;

/** A yard under the sky: a wall with a gate to the street, houses behind. */
final class Gate {
  private final Builder b;
  private final Furniture things;

  Gate(Builder builder) {
    b = builder;
    things = new Furniture(builder);
  }

  Place build() {
    float width = b.between(900, 1300);
    float length = b.between(1100, 1400);
    float half = width / 2;
    b.room(width, length, b.between(210, 260), true);
    float[] stone = {b.between(0.2, 0.42), b.between(0.12, 0.24), b.between(0.08, 0.18)};
    boolean bricks = b.random.nextBoolean();
    float[] mortar = {0.38f, 0.36f, 0.33f};
    Material wall =
        bricks
            ? Surfaces.brick(stone, mortar, b.seed())
            : Surfaces.rough(Surfaces.colour(b.random, 0.45, 0.1), 0.3f, b.seed());
    float[] slab = Surfaces.colour(b.random, 0.33, 0.08);
    boolean paved = b.random.nextBoolean();
    b.floor(
        paved
            ? Surfaces.tiles(slab, slab, b.between(40, 80), 0.02f, b.seed())
            : Surfaces.rough(new float[] {0.14f, 0.14f, 0.145f}, 0.5f, b.seed()));
    float gate = b.between(-0.25, 0.25) * half;
    b.wall(Side.FAR, wall, new Opening(gate, 330, 1000));
    b.wall(Side.NEAR, wall, new Opening(0, 300, 1000));
    b.wall(Side.LEFT, wall);
    b.wall(Side.RIGHT, wall);
    street(length, half);
    furnish(half, length, gate);
    float x = b.between(-0.3, 0.3) * half;
    float eye = b.between(300, 390);
    b.mount(new float[] {x, eye, -10}, new float[] {gate * 0.6f, 112, -640}, b.between(21, 24));
    b.mount(
        new float[] {gate > 0 ? 20 - half : half - 20, eye, -60},
        new float[] {gate * 0.5f, 100, -620},
        26);
    boolean overcast = b.random.nextInt(3) == 0;
    float a = overcast ? 0.95f : 0.5f;
    float k = overcast ? 0.25f : b.between(0.95, 1.3);
    float[][] grey = {{0.62f, 0.65f, 0.7f}, {0.75f, 0.76f, 0.78f}};
    float[][] blue = {{0.16f, 0.32f, 0.68f}, {0.6f, 0.7f, 0.82f}};
    return b.build(
        PlaceKind.GATE,
        new float[] {0.93f * a, 0.98f * a, 1.08f * a},
        Vec.unit(b.between(-0.8, 0.8), b.between(0.7, 1.2), b.between(0.3, 0.9)),
        new float[] {k, 0.95f * k, 0.85f * k},
        overcast ? grey : blue);
  }

  /** The other side of the street. */
  private void street(float length, float half) {
    float z = -length - 20;
    float[] dark = {0.09f, 0.09f, 0.095f};
    Material asphalt = Surfaces.rough(dark, 0.5f, b.seed());
    b.add(Solids.box(-half - 2400, 0, z - 900, half + 2400, 0.5f, z - 200, asphalt));
    float x = -half - 1500;
    while (x < half + 1500) {
      float w = b.between(700, 1300);
      Material front =
          Surfaces.facade(
              Surfaces.colour(b.random, 0.42, 0.35), b.between(180, 260), 310, b.seed());
      b.add(Solids.box(x, 0, z - 1900, x + w, b.between(700, 1300), z - 1150, front));
      x += w;
    }
    things.tree(b.between(-0.9, 0.9) * half, z - b.between(950, 1050));
  }

  private void furnish(float half, float length, float gate) {
    Material post = Surfaces.rough(new float[] {0.3f, 0.29f, 0.27f}, 0.3f, b.seed());
    for (int i = -1; i <= 1; i += 2) {
      float x = gate + i * 190;
      b.solid(Solids.box(x - 25, 0, -length - 30, x + 25, 285, -length + 20, post));
      things.bollard(gate + i * b.between(150, 170), -length + 110);
    }
    float out = gate > 0 ? -1 : 1;
    booth(out * half * 0.62f, -length * b.between(0.62, 0.75));
    things.tree(-out * half * 0.8f, -length * b.between(0.6, 0.9));
    things.bench(-out * (half - 60), -length * 0.45f, false);
    things.bin(-out * (half - 60), -length * 0.45f + 130);
    things.poster(Side.FAR, gate + out * -300, 110);
    things.poster(out > 0 ? Side.RIGHT : Side.LEFT, -length * 0.4f, 100);
    Material soil = Surfaces.foliage(new float[] {0.06f, 0.12f, 0.035f}, b.seed());
    b.solid(
        Solids.box(
            -half + 5, 0, -length * 0.95f, -half + 50, b.between(60, 110), -length * 0.55f, soil));
    b.spot(out * half * 0.3f, -length * 0.6f, out * half * 0.62f, -length * 0.66f);
    b.spot(b.between(-150, 150), -b.between(380, 600), b.between(-150, 150), 200);
    b.spot(b.between(-200, 200), -b.between(500, 800), gate, -length);
    b.spot(b.between(-200, 200), -b.between(420, 700), b.between(-200, 200), 300);
  }

  private void booth(float x, float z) {
    Material body = Surfaces.paint(Surfaces.colour(b.random, 0.4, 0.5), 0.05f);
    Material pane = Surfaces.glass(new float[] {0.08f, 0.1f, 0.11f}, 0, b.seed());
    b.solid(Solids.box(x - 80, 0, z - 80, x + 80, 235, z + 80, body));
    b.add(Solids.box(x - 95, 235, z - 95, x + 95, 245, z + 95, body));
    b.add(Solids.box(x - 65, 105, z - 81, x + 65, 205, z + 81, pane));
    b.add(Solids.box(x - 81, 105, z - 65, x + 81, 205, z + 65, pane));
  }
}
