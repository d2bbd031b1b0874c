package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Vec;
import io.sightline.trainer.synthetic.scene.Builder.Opening;
import io.sightline.trainer.synthetic.scene.Builder.Side;

/** A lobby: doors to the street at the far end, with glass beside them, and a desk. */
final class Entrance {
  private final Builder b;
  private final Furniture things;

  Entrance(Builder builder) {
    b = builder;
    things = new Furniture(builder);
  }

  Place build() {
    float width = b.between(760, 980);
    float length = b.between(950, 1150);
    float tall = b.between(330, 400);
    float half = width / 2;
    b.room(width, length, tall, false);
    float[] paint = Surfaces.colour(b.random, 0.6, 0.15);
    Material plain = Surfaces.plaster(paint, paint, 0, b.seed());
    Material accent = b.random.nextBoolean() ? things.wood() : stone();
    float[] slab = Surfaces.colour(b.random, 0.42, 0.12);
    b.floor(Surfaces.tiles(slab, slab, b.between(60, 90), 0.15f, b.seed()));
    b.ceiling(Surfaces.paint(new float[] {0.72f, 0.72f, 0.7f}, 0));
    for (float z = -150; z > -length; z -= 300) {
      b.lamp(-half * 0.5f, z, 60, 60);
      b.lamp(half * 0.5f, z, 60, 60);
    }
    float door = b.between(-0.25, 0.25) * half;
    float side = -length * b.between(0.35, 0.6);
    b.wall(Side.FAR, plain, new Opening(door, 230, 235));
    b.wall(Side.NEAR, plain, new Opening(-door, 190, 225));
    b.wall(Side.LEFT, accent);
    b.wall(Side.RIGHT, plain, new Opening(side, 150, 220));
    windows(door, half);
    furnish(half, length, door, side);
    float x = b.between(-0.55, 0.55) * half;
    float eye = b.between(260, 310);
    b.mount(new float[] {x, eye, -12}, new float[] {door * 0.7f, 112, -560}, b.between(26, 30));
    b.mount(
        new float[] {-half + 15, eye, -length * 0.8f},
        new float[] {half * 0.3f, 112, -length * 0.3f},
        30);
    float a = b.between(0.5, 0.75);
    return b.build(
        PlaceKind.ENTRANCE,
        new float[] {a, a, 1.02f * a},
        Vec.unit(b.between(-0.4, 0.4), 1, b.between(0.3, 0.6)),
        new float[] {0.5f, 0.48f, 0.44f},
        new float[][] {{0.3f, 0.32f, 0.35f}, {0.3f, 0.3f, 0.3f}});
  }

  private Material stone() {
    float[] colour = Surfaces.colour(b.random, 0.3, 0.3);
    return Surfaces.brick(colour, new float[] {0.35f, 0.34f, 0.32f}, b.seed());
  }

  /** Panes beside the doors, and their leaves, slid open. */
  private void windows(float door, float half) {
    Material pane = Surfaces.glass(new float[] {0.45f, 0.5f, 0.55f}, 0.5f, b.seed());
    Material frame = Surfaces.paint(new float[] {0.12f, 0.12f, 0.13f}, 0.2f);
    for (float at = -half + 70; at < half - 60; at += 135) {
      if (Math.abs(at - door) > 205) {
        b.add(b.along(Side.FAR, at - 62, -2, at + 62, 0, 20, 262, frame));
        b.add(b.along(Side.FAR, at - 57, -3, at + 57, -2, 25, 257, pane));
      }
    }
    for (int i = -1; i <= 1; i += 2) {
      float a = door + i * 105;
      b.add(b.along(Side.FAR, a - 45 + i * 55, -4, a + 45 + i * 55, -1, 2, 230, pane));
      b.add(b.along(Side.FAR, a + i * 10 - 2, -5, a + i * 10 + 2, -1, 0, 235, frame));
    }
    b.add(b.along(Side.FAR, door - 210, -6, door + 210, -1, 230, 240, frame));
  }

  private void furnish(float half, float length, float door, float gap) {
    float z = -length * b.between(0.45, 0.6);
    things.desk(-half + 90, z - 150, -half + 150, z + 130);
    things.poster(Side.LEFT, z, 140);
    things.plant(-half + 45, -length + 60);
    things.plant(half - 45, -length + 60);
    things.bench(half - 35, gap - 260, false);
    things.poster(Side.RIGHT, gap - 260, 130);
    things.poster(Side.RIGHT, gap + 200, 130);
    things.bin(half - 40, gap + 130);
    if (b.random.nextBoolean()) {
      float x = b.between(0.45, 0.55) * half;
      Material clad = Surfaces.paint(new float[] {0.5f, 0.5f, 0.48f}, 0.1f);
      things.pillar(x, -length * 0.7f, clad);
      things.pillar(-x, -length * 0.75f, clad);
    }
    Material mat = Surfaces.rough(new float[] {0.05f, 0.05f, 0.055f}, 0.6f, b.seed());
    b.add(Solids.box(door - 120, 0, -length + 20, door + 120, 1, -length + 190, mat));
    b.spot(-half + 210, z, -half, z);
    b.spot(b.between(-150, 150), -b.between(330, 520), b.between(-150, 150), 200);
    b.spot(half - 110, gap - 200, half + 100, gap - 260);
    b.spot(b.between(-200, 200), -b.between(400, 650), -half, z);
  }
}
