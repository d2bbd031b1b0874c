package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Vec;
import io.sightline.trainer.synthetic.scene.Builder.Side;

/** Things that stand and hang about. */
final class Furniture {
  private static final Material METAL = Surfaces.paint(new float[] {0.32f, 0.33f, 0.34f}, 0.25f);
  private static final Material DARK = Surfaces.paint(new float[] {0.03f, 0.03f, 0.035f}, 0.1f);
  private final Builder b;

  Furniture(Builder builder) {
    b = builder;
  }

  private Material any(double bright) {
    return Surfaces.paint(Surfaces.colour(b.random, bright, 0.7), 0.05f);
  }

  Material wood() {
    float warm = b.between(0.1, 0.4);
    float[] colour = {warm, warm * b.between(0.5, 0.66), warm * b.between(0.22, 0.4)};
    return Surfaces.planks(colour, b.between(9, 18), true, b.seed());
  }

  /** A closed door with frame, handle and a sign beside it. */
  void door(Side side, float at, Material leaf) {
    float w = b.between(84, 96) / 2;
    b.add(b.along(side, at - w - 7, -2, at + w + 7, 0, 0, 214, METAL));
    b.add(b.along(side, at - w, -3.5f, at + w, -2, 0.5f, 207, leaf));
    b.add(b.along(side, at + w - 12, -9, at + w - 2, -6, 102, 104, METAL));
    b.add(b.along(side, at + w - 10, -6, at + w - 7, -3.5f, 101, 105, METAL));
    float s = b.between(12, 22);
    b.add(b.along(side, at + w + 18, -1, at + w + 18 + s, 0, 150, 150 + s, print(s, s)));
  }

  private Material print(float w, float h) {
    return Prints.poster(b.random, w, h);
  }

  /** Something flat on a wall, in a frame. */
  void poster(Side side, float at, float low) {
    float w = b.between(40, 90);
    float h = w * b.between(0.7, 1.5);
    b.add(b.along(side, at - w / 2 - 2, -1.5f, at + w / 2 + 2, 0, low - 2, low + h + 2, DARK));
    b.add(b.along(side, at - w / 2, -2, at + w / 2, -1.5f, low, low + h, print(w, h)));
  }

  void extinguisher(Side side, float at) {
    float[] p = b.along(side, at - 8, -17, at + 8, -1, 0, 1, METAL).positions();
    Material red = Surfaces.paint(new float[] {0.55f, 0.02f, 0.015f}, 0.3f);
    float x = (p[0] + p[3]) / 2;
    float z = (p[2] + p[14]) / 2;
    b.solid(Solids.cylinder(x, z, 25, 78, 8, red));
    b.add(Solids.cylinder(x, z, 78, 88, 3, DARK));
    b.add(b.along(side, at - 10, -1, at + 10, 0, 110, 135, print(20, 25)));
  }

  void plant(float x, float z) {
    float r = b.between(16, 24);
    b.solid(Solids.cylinder(x, z, 0, b.between(30, 50), r, any(0.35)));
    Material green = Surfaces.foliage(new float[] {0.05f, b.between(0.1, 0.16), 0.03f}, b.seed());
    float high = b.between(80, 130);
    b.add(Solids.cylinder(x, z, 20, high, 2.5f, DARK));
    for (int i = 0; i < 7; i++) {
      float dx = b.between(-20, 20);
      float dz = b.between(-20, 20);
      b.add(
          Solids.ball(
              x + dx, b.between(60, 150), z + dz, b.between(12, 24), b.between(14, 32), green));
    }
  }

  void tree(float x, float z) {
    float trunk = b.between(200, 280);
    Material bark = Surfaces.rough(new float[] {0.09f, 0.065f, 0.045f}, 0.8f, b.seed());
    b.solid(Solids.cylinder(x, z, 0, trunk + 60, b.between(9, 16), bark));
    float[] colour = {b.between(0.05, 0.12), b.between(0.12, 0.2), 0.03f};
    Material green = Surfaces.foliage(colour, b.seed());
    for (int i = 0; i < 14; i++) {
      float r = b.between(50, 100);
      b.add(
          Solids.ball(
              x + b.between(-130, 130),
              trunk + b.between(0, 190),
              z + b.between(-130, 130),
              r,
              r * b.between(0.6, 0.9),
              green));
    }
  }

  void bench(float x, float z, boolean across) {
    float w = across ? 75 : 21;
    float d = across ? 21 : 75;
    Material wood = wood();
    b.solid(Solids.box(x - w, 41, z - d, x + w, 46, z + d, wood));
    for (int i = -1; i <= 1; i += 2) {
      float dx = across ? i * 55 : 0;
      float dz = across ? 0 : i * 55;
      b.add(Solids.box(x + dx - 4, 0, z + dz - 4, x + dx + 4, 41, z + dz + 4, METAL));
    }
  }

  void bin(float x, float z) {
    b.solid(Solids.cylinder(x, z, 0, b.between(60, 85), b.between(17, 24), any(0.15)));
  }

  void bollard(float x, float z) {
    b.solid(Solids.cylinder(x, z, 0, 92, 8, METAL));
    b.add(Solids.cylinder(x, z, 70, 80, 8.3f, Surfaces.paint(new float[] {0.6f, 0.5f, 0.05f}, 0)));
  }

  /** A counter with a screen on it. */
  void desk(float x0, float z0, float x1, float z1) {
    Material front = wood();
    b.solid(Solids.box(x0, 0, z0, x1, 104, z1, front));
    b.add(Solids.box(x0 - 4, 104, z0 - 4, x1 + 4, 108, z1 + 4, any(0.4)));
    float x = (x0 + x1) / 2;
    float z = (z0 + z1) / 2 + b.between(-40, 40) * (z1 - z0 > 150 ? 1 : 0);
    b.add(Solids.box(x - 3, 108, z - 25, x, 142, z + 25, DARK));
  }

  void pillar(float x, float z, Material material) {
    float r = b.between(18, 26);
    b.solid(Solids.box(x - r, 0, z - r, x + r, 420, z + r, material));
  }

  /** A ball with or without a hint of features on a stand, as shops show hats on. */
  void dummy(float x, float y, float z) {
    float tone = b.between(0.3, 0.7);
    float[] skin = {tone, tone * b.between(0.7, 1), tone * b.between(0.6, 1)};
    Material head =
        f -> {
          f.colour(skin[0], skin[1], skin[2]);
          f.specular = 0.2f;
        };
    b.add(Solids.cylinder(x, z, y, y + 14, 5, head));
    b.add(Solids.ball(x, y + 25, z, 8, 12.5f, head));
    if (b.random.nextBoolean()) {
      b.add(Solids.ball(x, y + 33, z, b.between(10, 16), 3, any(0.2)));
    }
  }

  /** A table with plates, balls and dummies on it. */
  void display(float x, float z) {
    float w = b.between(40, 60);
    b.solid(Solids.box(x - w, 0, z - 30, x + w, 78, z + 30, wood()));
    for (float dx = -w + 16; dx < w; dx += 30) {
      switch (b.random.nextInt(3)) {
        case 0 -> b.add(Solids.ball(x + dx, 78 + 11, z, 11, 11, any(0.5)));
        case 1 -> dummy(x + dx, 78, z + b.between(-8, 8));
        default -> plate(x + dx, 80, z);
      }
    }
  }

  /** Stands upright and leans back a little. */
  private void plate(float x, float y, float z) {
    float[] rim = Surfaces.colour(b.random, 0.3, 0.8);
    float r = b.between(10, 13);
    Material china =
        f -> {
          float out = (float) Math.hypot(f.x - x, f.y - y - r);
          f.colour(0.65f, 0.64f, 0.6f);
          f.blend(rim[0], rim[1], rim[2], Vec.smooth(r * 0.72f, r * 0.78f, out));
          f.specular = 0.3f;
        };
    b.add(Solids.ball(x, y + r, z, r, r, china));
  }

  /** Shelves on both sides of a wall of their own, from {@code z0} down to {@code z1}. */
  void shelves(float x, float z0, float z1, float high) {
    float storey = b.between(34, 48);
    Material side = Surfaces.paint(Surfaces.colour(b.random, 0.4, 0.3), 0.05f);
    Material goods = Prints.goods(new float[] {0.5f, 0.5f, 0.5f}, storey, b.seed());
    b.solid(Solids.box(x - 40, 0, z1, x + 40, high, z0, goods));
    b.add(Solids.box(x - 41, 0, z0, x + 41, high + 3, z0 + 3, side));
    b.add(Solids.box(x - 41, 0, z1 - 3, x + 41, high + 3, z1, side));
    b.add(Solids.box(x - 41, high, z1, x + 41, high + 3, z0, side));
    float w = b.between(45, 70);
    b.add(Solids.box(x - w / 2, high - 90, z0 + 3, x + w / 2, high - 20, z0 + 4, print(w, 70)));
  }
}
