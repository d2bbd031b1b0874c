package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Vec;
import io.sightline.trainer.synthetic.scene.Builder.Opening;
import io.sightline.trainer.synthetic.scene.Builder.Side;

/** A corridor with doors on both sides, which goes on round corners at both ends. */
final class Corridor {
  private final Builder b;
  private final Furniture things;

  Corridor(Builder builder) {
    b = builder;
    things = new Furniture(builder);
  }

  Place build() {
    float width = b.between(260, 350);
    float length = b.between(1300, 1700);
    float tall = b.between(265, 300);
    float half = width / 2;
    b.room(width, length, tall, false);
    float[] upper = Surfaces.colour(b.random, 0.62, 0.12);
    float[] lower = b.random.nextBoolean() ? upper : Surfaces.colour(b.random, 0.35, 0.35);
    Material wall = Surfaces.plaster(upper, lower, b.between(90, 125), b.seed());
    b.floor(floor());
    b.ceiling(Surfaces.paint(new float[] {0.7f, 0.7f, 0.68f}, 0));
    for (float z = -110; z > -length; z -= 260) {
      b.lamp(0, z, 55, 120);
    }
    float side = -length * b.between(0.4, 0.55);
    b.wall(Side.FAR, wall, new Opening(0, width - 70, 225));
    b.wall(Side.NEAR, wall, new Opening(0, width - 70, 225));
    b.wall(Side.LEFT, wall, new Opening(side, 130, 215));
    b.wall(Side.RIGHT, wall);
    furnish(half, length, side);
    float eye = b.between(225, 255);
    float x = b.between(-0.6, 0.6) * half;
    b.mount(new float[] {x, eye, -12}, new float[] {0, 118, -520}, b.between(25, 29));
    b.mount(new float[] {-x, eye, 12 - length}, new float[] {0, 118, 520 - length}, 27);
    float a = b.between(0.55, 0.8);
    return b.build(
        PlaceKind.CORRIDOR,
        new float[] {a, a, 0.97f * a},
        Vec.unit(b.between(-0.2, 0.2), 1, b.between(0.25, 0.5)),
        new float[] {0.42f, 0.41f, 0.38f},
        new float[][] {{0.02f, 0.02f, 0.02f}, {0.02f, 0.02f, 0.02f}});
  }

  private Material floor() {
    float[] one = Surfaces.colour(b.random, 0.36, 0.2);
    return switch (b.random.nextInt(3)) {
      case 0 -> Surfaces.tiles(one, Surfaces.colour(b.random, 0.36, 0.2), 40, 0.12f, b.seed());
      case 1 -> Surfaces.rough(Surfaces.colour(b.random, 0.2, 0.5), 0.5f, b.seed());
      default -> Surfaces.planks(new float[] {0.3f, 0.19f, 0.1f}, 14, false, b.seed());
    };
  }

  private void furnish(float half, float length, float gap) {
    Material leaf = things.wood();
    for (Side side : new Side[] {Side.LEFT, Side.RIGHT}) {
      for (float z = -b.between(200, 300); z > -length + 150; z -= b.between(250, 380)) {
        if (side == Side.LEFT && Math.abs(z - gap) < 190) {
          continue;
        }
        things.door(side, z, leaf);
        if (b.random.nextInt(2) == 0) {
          things.poster(side, z - 125, b.between(115, 140));
        }
      }
    }
    things.extinguisher(Side.RIGHT, -b.between(380, 480));
    float x = half - 30;
    things.plant(x, -b.between(700, 900));
    if (b.random.nextBoolean()) {
      things.bench(-half + 26, -b.between(850, 1100), false);
    }
    b.spot(-half + 75, -b.between(300, 450), -half - 80, -380);
    b.spot(half - 80, -b.between(480, 640), half + 80, -560);
    b.spot(b.between(-60, 60), -b.between(250, 420), 0, 200);
    b.spot(b.between(-70, 70), -b.between(600, 800), b.between(-100, 100), 200);
  }
}
