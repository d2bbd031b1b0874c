package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.mask.Pattern;
import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Noise;
import io.sightline.trainer.synthetic.raster.Vec;
import java.util.SplittableRandom;

/** Printed matter and goods on shelves. Some of it looks a little like faces, as in life. */
final class Prints {

  private Prints() {}

  /** A poster, notice or sign of this size, in cm. */
  static Material poster(SplittableRandom random, float width, float height) {
    float[] ground = Surfaces.colour(random, 0.55, 0.6);
    float[] ink = Surfaces.colour(random, 0.12, 0.7);
    int seed = random.nextInt(1 << 20);
    return switch (random.nextInt(7)) {
      case 0 -> emblem(ground, ink, width, height);
      case 1, 2, 3 -> text(ground, ink, width, height, seed);
      case 4 -> patterned(ground, ink, Pattern.values()[1 + random.nextInt(6)], width / 3);
      default -> landscape(ground, ink, width, height, seed);
    };
  }

  /** A round head with two dots and a curve: what a detector must not take for a face. */
  private static Material emblem(float[] ground, float[] ink, float width, float height) {
    float unit = Math.min(width, height) / 2;
    return f -> {
      float x = (f.u - width / 2) / unit;
      float y = (f.v - height * 0.45f) / unit;
      float r = (float) Math.sqrt(x * x + y * y);
      f.colour(ground[0], ground[1], ground[2]);
      if (r < 0.72f) {
        f.colour(0.75f, 0.62f, 0.2f);
        boolean eye = Math.hypot(Math.abs(x) - 0.25, y + 0.18) < 0.08;
        boolean mouth = y > 0.05f && Math.abs(Math.hypot(x, y - 0.02) - 0.38) < 0.05;
        if (eye || mouth || r > 0.67f) {
          f.colour(ink[0], ink[1], ink[2]);
        }
      }
    };
  }

  private static Material text(float[] ground, float[] ink, float width, float height, int seed) {
    return f -> {
      f.colour(0.68f, 0.68f, 0.66f);
      float line = f.v / (height / 16);
      int row = (int) line;
      boolean head = row < 3;
      float end = width * (0.5f + 0.42f * Noise.at(row, 0, 0, seed));
      boolean letters = Noise.at((int) (f.u / (width / 40)), row, 1, seed) > 0.22f;
      boolean within = f.u > width * 0.08f && f.u < end && line - row > 0.3f && row > 3 && row < 15;
      if (head) {
        f.colour(ground[0], ground[1], ground[2]);
      } else if (within && letters) {
        f.blend(ink[0], ink[1], ink[2], 0.8f);
      }
    };
  }

  private static Material patterned(float[] ground, float[] ink, Pattern pattern, float repeat) {
    return f -> {
      f.colour(ground[0], ground[1], ground[2]);
      f.blend(ink[0], ink[1], ink[2], pattern.share(f.u / repeat, f.v / repeat));
    };
  }

  private static Material landscape(
      float[] ground, float[] ink, float width, float height, int seed) {
    return f -> {
      float x = f.u / width;
      float y = f.v / height;
      float hill = 0.45f + 0.3f * Noise.fractal(x * 3, 0, 0, seed, 4);
      float near = 0.65f + 0.3f * Noise.fractal(x * 2, 5, 0, seed + 4, 4);
      f.colour(0.35f + 0.3f * y, 0.5f + 0.15f * y, 0.7f);
      if (y > hill) {
        f.colour(ground[0] * 0.7f, ground[1] * 0.7f, ground[2] * 0.7f);
      }
      if (y > near) {
        f.colour(ink[0], ink[1] * 1.3f, ink[2]);
      }
      boolean border = x < 0.04f || x > 0.96f || y < 0.03f || y > 0.97f;
      f.blend(0.6f, 0.6f, 0.58f, border ? 1 : 0);
    };
  }

  /** The front of a shelf: boards, and packs, bottles, plates and balls between them. */
  static Material goods(float[] board, float storey, int seed) {
    return f -> {
      float v = f.v / storey;
      int row = (int) Math.floor(v);
      float down = v - row;
      float wide = 7 + 13 * Noise.at(row, (int) (f.u / 120), 4, seed);
      int item = (int) Math.floor(f.u / wide);
      float across = f.u / wide - item;
      float tall = 0.45f + 0.4f * Noise.at(item, row, 1, seed);
      f.colour(board[0] * 0.18f, board[1] * 0.18f, board[2] * 0.18f);
      if (down > 0.92f) {
        f.colour(board[0], board[1], board[2]);
      } else if (across > 0.06f && across < 0.94f && down > 0.92f - tall) {
        item(f, item / 3, row, across, (down - 0.92f + tall) / tall, seed);
      }
      float shade = 0.55f + 0.45f * Vec.smooth(0, 0.4f, down);
      f.colour(f.red * shade, f.green * shade, f.blue * shade);
      f.specular = 0.04f;
    };
  }

  private static void item(Fragment f, int kind, int row, float x, float y, int seed) {
    float hue = Noise.at(kind, row, 2, seed);
    float value = 0.12f + 0.5f * Noise.at(kind, row, 3, seed);
    f.colour(value * wave(hue), value * wave(hue - 0.33f), value * wave(hue - 0.67f));
    float shape = Noise.at(kind, row, 5, seed);
    if (shape < 0.25f) {
      // A plate or a ball.
      float r = (float) Math.hypot(x - 0.5, y - 0.5);
      float rim = r > 0.36f && r < 0.4f ? 0.6f : 1;
      float gone = r < 0.48f ? 1 : 0.15f;
      f.colour(gone * rim * 0.6f, gone * rim * 0.55f, gone * rim * 0.5f);
    } else {
      float label = y > 0.3f && y < 0.7f && x > 0.15f && x < 0.85f ? 0.6f : 0;
      f.blend(0.7f, 0.68f, 0.62f, label * (shape > 0.6f ? 1 : 0.3f));
      float round = 0.7f + 1.2f * x * (1 - x);
      f.colour(f.red * round, f.green * round, f.blue * round);
    }
  }

  private static float wave(float hue) {
    return 0.55f + 0.45f * (float) Math.cos(2 * Math.PI * hue);
  }
}
