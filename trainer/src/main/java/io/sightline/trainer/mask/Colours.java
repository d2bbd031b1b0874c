package io.sightline.trainer.mask;

import java.awt.Color;
import java.util.SplittableRandom;

/** Colours as 0xRRGGBB. */
final class Colours {
  private static final int[] SURGICAL = {
    0xe9eef2, 0xa9cfe6, 0x8fc1e3, 0x9fd3c7, 0xb5dcc0, 0xf3c6d3, 0x2b2d33, 0xc9b6e0
  };
  private static final int[] RESPIRATOR = {0xf4f3ee, 0xeceae4, 0xf7f7f7, 0xdcdfe2, 0x2e2f33};

  private Colours() {}

  /** Any colour, greys and blacks as often as people wear them. */
  static int any(SplittableRandom random) {
    double kind = random.nextDouble();
    if (kind < 0.25) {
      int grey = random.nextInt(18, 250);
      return grey << 16 | grey << 8 | grey;
    }
    float hue = (float) random.nextDouble();
    float saturation = (float) random.nextDouble(0.2, 0.95);
    return Color.HSBtoRGB(hue, saturation, (float) random.nextDouble(0.2, 1)) & 0xffffff;
  }

  /** One that such masks are sold in; mostly white for respirators. */
  static int usual(MaskType type, SplittableRandom random) {
    return switch (type) {
      case SURGICAL -> SURGICAL[random.nextInt(SURGICAL.length)];
      case N95, KN95 -> RESPIRATOR[random.nextInt(RESPIRATOR.length)];
      case CLOTH -> any(random);
    };
  }

  /** Of the first {@code 1 - weight}, of the second {@code weight}. */
  static int mix(int first, int second, double weight) {
    int mixed = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int a = first >> shift & 0xff;
      int b = second >> shift & 0xff;
      mixed |= (int) Math.round(a + weight * (b - a)) << shift;
    }
    return mixed;
  }

  static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      sum += Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
    }
    return sum;
  }

  /** Of 0..255. */
  static float luminance(float r, float g, float b) {
    return 0.299f * r + 0.587f * g + 0.114f * b;
  }
}
