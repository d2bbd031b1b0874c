package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Noise;
import io.sightline.trainer.synthetic.raster.Vec;
import java.util.SplittableRandom;

/** Floors, walls and what furniture is made of; each with its own colours and wear. */
final class Surfaces {

  private Surfaces() {}

  /** Linear RGB. */
  static float[] colour(SplittableRandom random, double bright, double strength) {
    double hue = random.nextDouble();
    double value = bright * random.nextDouble(0.75, 1.2);
    float[] rgb = new float[3];
    for (int c = 0; c < 3; c++) {
      double wave = 0.5 + 0.5 * Math.cos(2 * Math.PI * (hue - c / 3.0));
      rgb[c] = (float) Math.min(0.85, value * (1 - strength + strength * wave));
    }
    return rgb;
  }

  /** How much of a detail this wide is left where pixels are that large. */
  private static float kept(Fragment f, float width) {
    return Vec.clamp(2 - 2 * f.footprint / width, 0, 1);
  }

  private static void scaled(Fragment f, float[] rgb, float by) {
    f.colour(rgb[0] * by, rgb[1] * by, rgb[2] * by);
  }

  private static float fraction(float x) {
    return x - (float) Math.floor(x);
  }

  static Material paint(float[] rgb, float shine) {
    return f -> {
      scaled(f, rgb, 0.94f + 0.12f * Noise.space(f.x * 0.03f, f.y * 0.03f, f.z * 0.03f, 3));
      f.specular = shine;
      f.gloss = 30;
    };
  }

  /** A painted wall, with a darker lower part if {@code dado} is positive, and a skirting board. */
  static Material plaster(float[] upper, float[] lower, float dado, int seed) {
    return f -> {
      float stain = Noise.fractal(f.x * 0.012f, f.y * 0.012f, f.z * 0.012f, seed, 4);
      float grain = kept(f, 2) * (Noise.space(f.x * 0.7f, f.y * 0.7f, f.z * 0.7f, seed) - 0.5f);
      scaled(f, f.y < dado ? lower : upper, 0.88f + 0.2f * stain + 0.05f * grain);
      if (f.y < 9) {
        f.colour(f.red * 0.45f, f.green * 0.43f, f.blue * 0.42f);
      } else if (Math.abs(f.y - dado) < 2) {
        f.colour(f.red * 0.7f, f.green * 0.7f, f.blue * 0.7f);
      }
    };
  }

  static Material brick(float[] stone, float[] mortar, int seed) {
    return f -> {
      float row = (float) Math.floor(f.v / 7.5f);
      float u = f.u / 24 + (row % 2) * 0.5f;
      float own = Noise.at((int) Math.floor(u), (int) row, 1, seed);
      float joint =
          Math.max(
              Vec.smooth(0.46f, 0.485f, Math.abs(fraction(u) - 0.5f)),
              Vec.smooth(0.4f, 0.44f, Math.abs(fraction(f.v / 7.5f) - 0.5f)));
      float wear = 0.8f + 0.4f * Noise.fractal(f.x * 0.02f, f.y * 0.02f, f.z * 0.02f, seed, 3);
      scaled(f, stone, wear * (0.8f + 0.4f * own * kept(f, 12)));
      f.blend(mortar[0], mortar[1], mortar[2], joint * kept(f, 2.2f) * 0.9f);
    };
  }

  /** Square tiles or slabs with joints. */
  static Material tiles(float[] one, float[] other, float side, float shine, int seed) {
    return f -> {
      float u = f.x / side;
      float v = f.z / side;
      int i = (int) Math.floor(u);
      int j = (int) Math.floor(v);
      float own = 0.9f + 0.2f * Noise.at(i, j, 0, seed);
      float veins = 0.88f + 0.24f * Noise.fractal(f.x * 0.05f, 0, f.z * 0.05f, seed, 4);
      scaled(f, (i + j & 1) == 0 ? one : other, own * veins);
      float edge = Math.max(Math.abs(fraction(u) - 0.5f), Math.abs(fraction(v) - 0.5f));
      float joint = Vec.smooth(0.5f - 0.9f / side, 0.5f - 0.3f / side, edge) * kept(f, 1.8f);
      f.blend(one[0] * 0.4f, one[1] * 0.4f, one[2] * 0.4f, joint);
      f.specular = shine;
      f.gloss = 60;
    };
  }

  static Material planks(float[] wood, float width, boolean upright, int seed) {
    return f -> {
      float across = upright ? f.u : f.x;
      float along = upright ? f.v : f.z;
      int board = (int) Math.floor(across / width);
      float own = Noise.at(board, (int) Math.floor(along / 160 + board * 0.37f), 2, seed);
      float grain = Noise.fractal(across * 0.9f, along * 0.03f, board * 7.1f, seed, 3);
      float joint = Vec.smooth(0.47f, 0.495f, Math.abs(fraction(across / width) - 0.5f));
      scaled(f, wood, (0.72f + 0.3f * own + 0.3f * grain) * (1 - 0.5f * joint * kept(f, 1.5f)));
      f.specular = 0.12f;
      f.gloss = 40;
    };
  }

  /** Concrete, asphalt, carpet: one colour, cloudy, grainy. */
  static Material rough(float[] rgb, float grain, int seed) {
    return f -> {
      float cloud = Noise.fractal(f.x * 0.008f, f.y * 0.008f, f.z * 0.008f, seed, 5);
      float fine = Noise.space(f.x * 0.8f, f.y * 0.8f, f.z * 0.8f, seed + 9) - 0.5f;
      scaled(f, rgb, 0.75f + 0.5f * cloud + grain * fine * kept(f, 2));
    };
  }

  /** Panes that mirror a bright sky or a room; {@code glow} is what shines through. */
  static Material glass(float[] rgb, float glow, int seed) {
    return f -> {
      float facing = Math.abs(f.nx * f.vx + f.ny * f.vy + f.nz * f.vz);
      float mirror = 0.06f + 0.6f * (1 - facing) * (1 - facing);
      float blur = Noise.fractal(f.u * 0.012f, f.v * 0.02f, 0, seed, 3);
      scaled(f, rgb, 0.6f + 0.8f * blur);
      f.blend(0.5f, 0.55f, 0.6f, mirror);
      f.glow = glow;
      f.specular = 0.3f;
      f.gloss = 120;
    };
  }

  /** Leaves. */
  static Material foliage(float[] rgb, int seed) {
    return f -> {
      float leaf = Noise.fractal(f.x * 0.16f, f.y * 0.16f, f.z * 0.16f, seed, 3);
      float ragged = Vec.smooth(0.35f, 0.65f, leaf);
      scaled(f, rgb, 0.25f + 1.2f * ragged);
      f.nx += 1.6f * (Noise.space(f.x * 0.2f, f.y * 0.2f, f.z * 0.2f, seed) - 0.5f);
      f.ny += 1.6f * (Noise.space(f.x * 0.2f, f.y * 0.2f, f.z * 0.2f, seed + 1) - 0.5f);
    };
  }

  /** A house front: rows of windows in a wall. */
  static Material facade(float[] wall, float width, float storey, int seed) {
    return f -> {
      float u = f.x / width + f.z / width;
      float v = f.y / storey;
      int i = (int) Math.floor(u);
      int j = (int) Math.floor(v);
      float du = Math.abs(fraction(u) - 0.5f);
      float dv = Math.abs(fraction(v) - 0.55f);
      float stain = Noise.fractal(f.x * 0.006f, f.y * 0.006f, f.z * 0.006f, seed, 4);
      if (du < 0.27f && dv < 0.3f) {
        boolean frame = du > 0.25f || dv > 0.28f || du < 0.012f;
        float light = 0.04f + 0.18f * Noise.at(i, j, 0, seed) + 0.1f * stain;
        float[] pane = {light * 0.9f, light, light * 1.15f};
        scaled(f, frame ? new float[] {0.5f, 0.5f, 0.48f} : pane, 1);
      } else {
        scaled(f, wall, 0.8f + 0.35f * stain);
      }
    };
  }
}
