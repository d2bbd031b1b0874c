package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Vec;
import io.sightline.trainer.synthetic.scene.Builder.Opening;
import io.sightline.trainer.synthetic.scene.Builder.Side;

/** A shop floor: rows of shelves, aisles between them, a till near the way out. */
final class Shop {
  private final Builder b;
  private final Furniture things;

  Shop(Builder builder) {
    b = builder;
    things = new Furniture(builder);
  }

  Place build() {
    float width = b.between(900, 1150);
    float length = b.between(1150, 1400);
    float tall = b.between(310, 360);
    float half = width / 2;
    b.room(width, length, tall, false);
    float[] paint = Surfaces.colour(b.random, 0.6, 0.2);
    Material wall = Surfaces.plaster(paint, paint, 0, b.seed());
    float[] slab = Surfaces.colour(b.random, 0.5, 0.08);
    b.floor(Surfaces.tiles(slab, slab, 60, 0.15f, b.seed()));
    b.ceiling(Surfaces.paint(new float[] {0.65f, 0.65f, 0.65f}, 0));
    for (float z = -120; z > -length; z -= 220) {
      b.lamp(-half * 0.55f, z, 20, 150);
      b.lamp(0, z, 20, 150);
      b.lamp(half * 0.55f, z, 20, 150);
    }
    b.wall(Side.FAR, wall, new Opening(b.between(-0.15, 0.15) * half, 170, 220));
    b.wall(Side.NEAR, wall, new Opening(0, 240, 230));
    b.wall(Side.LEFT, wall);
    b.wall(Side.RIGHT, wall, new Opening(-140, 130, 220));
    furnish(half, length);
    float eye = b.between(275, 320);
    float x = b.between(-0.12, 0.12) * half;
    b.mount(new float[] {x, eye, -12}, new float[] {0.3f * x, 112, -560}, b.between(26, 30));
    b.mount(
        new float[] {half - 20, eye, 20 - length},
        new float[] {-0.1f * half, 112, -length * 0.55f},
        30);
    float a = b.between(0.65, 0.85);
    return b.build(
        PlaceKind.SHOP,
        new float[] {a, a, a},
        Vec.unit(b.between(-0.3, 0.3), 1, b.between(0.3, 0.5)),
        new float[] {0.4f, 0.4f, 0.39f},
        new float[][] {{0.02f, 0.02f, 0.02f}, {0.02f, 0.02f, 0.02f}});
  }

  private void furnish(float half, float length) {
    float aisle = b.between(240, 300) / 2;
    float high = b.between(118, 150);
    for (float x = aisle + 42; x < half - 180; x += 84 + b.between(130, 160)) {
      for (int i = -1; i <= 1; i += 2) {
        things.shelves(i * x, -b.between(400, 450), -length + 230, high);
        b.spot(i * (x - 85), -b.between(400, 800), i * (x + 20), -600);
      }
    }
    Material wallGoods = Prints.goods(new float[] {0.45f, 0.4f, 0.33f}, 42, b.seed());
    b.solid(Solids.box(-half, 0, 60 - length, -half + 45, 210, -260, wallGoods));
    b.solid(Solids.box(half - 45, 0, 60 - length, half, 210, -330, wallGoods));
    things.desk(-half + 120, -200, -half + 260, -130);
    things.display(aisle * b.between(1.9, 2.4), -b.between(230, 270));
    things.display(-half + b.between(140, 200), -length + 110);
    things.poster(Side.FAR, half * 0.8f, 150);
    things.poster(Side.FAR, -half * 0.85f, 150);
    b.spot(b.between(-60, 60), -b.between(300, 420), b.between(-80, 80), 200);
    b.spot(b.between(-60, 60), -b.between(550, 750), aisle + 60, -600);
    b.spot(-aisle * 0.4f, -b.between(450, 650), -aisle - 60, -500);
    b.spot(aisle * 1.5f, -190, aisle * 2.1f, -250);
  }
}
