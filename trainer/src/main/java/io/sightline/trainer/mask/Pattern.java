package io.sightline.trainer.mask;

import java.util.Arrays;
import java.util.Locale;

/** Procedural textures of fabrics: how much of the second colour there is at a place. */
public enum Pattern {
  PLAIN {
    @Override
    public float share(float x, float y) {
      return 0;
    }
  },
  STRIPES {
    @Override
    public float share(float x, float y) {
      return edge(wave(y), 0.5f);
    }
  },
  CHECKS {
    @Override
    public float share(float x, float y) {
      return (edge(wave(x), 0.5f) + edge(wave(y), 0.5f)) / 2;
    }
  },
  DOTS {
    @Override
    public float share(float x, float y) {
      float dx = fraction(x + ((floor(y) & 1) == 0 ? 0 : 0.5f)) - 0.5f;
      float dy = fraction(y) - 0.5f;
      return edge(0.30f - (float) Math.sqrt(dx * dx + dy * dy), 0);
    }
  },
  CHEVRON {
    @Override
    public float share(float x, float y) {
      return edge(wave(y + Math.abs(fraction(x) - 0.5f)), 0.5f);
    }
  },
  FLOWERS {
    @Override
    public float share(float x, float y) {
      float dx = fraction(x) - 0.5f;
      float dy = fraction(y) - 0.5f;
      float r = (float) Math.sqrt(dx * dx + dy * dy);
      if (r < 0.08f) {
        return 0;
      }
      // Five petals: the cosine of five times the angle, from that of the angle.
      float c = dx / r;
      float five = c * (5 + c * c * (16 * c * c - 20));
      return edge(0.22f + 0.12f * five - r, 0);
    }
  },
  CAMOUFLAGE {
    @Override
    public float share(float x, float y) {
      float n = 0.65f * noise(x * 1.2f, y * 1.2f) + 0.35f * noise(x * 2.7f, y * 2.7f);
      return 0.5f * edge(n, 0.42f) + 0.5f * edge(n, 0.58f);
    }
  },
  MELANGE {
    @Override
    public float share(float x, float y) {
      return 0.5f * noise(x * 9, y * 2.5f) + 0.5f * noise(x * 3, y * 12);
    }
  };

  /**
   * @param x in repeats of the pattern, along the fabric
   * @param y in repeats of the pattern, across it
   * @return 0 to 1
   */
  public abstract float share(float x, float y);

  /**
   * @throws IllegalArgumentException when there is no such pattern; names those there are
   */
  static Pattern named(String name) {
    return Arrays.stream(values())
        .filter(p -> p.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'"
                        + name
                        + "' is no pattern: "
                        + Arrays.toString(values()).toLowerCase(Locale.ROOT)));
  }

  private static float fraction(float x) {
    return x - floor(x);
  }

  private static int floor(float x) {
    int i = (int) x;
    return x < i ? i - 1 : i;
  }

  /** A triangle wave from 0 to 1. */
  private static float wave(float x) {
    return Math.abs(2 * fraction(x) - 1);
  }

  /** A step that is soft enough not to flicker at the size of a crop. */
  private static float edge(float value, float at) {
    return Math.min(1, Math.max(0, (value - at) * 8 + 0.5f));
  }

  /** Value noise from 0 to 1. */
  private static float noise(float x, float y) {
    int xi = floor(x);
    int yi = floor(y);
    float fx = x - xi;
    float fy = y - yi;
    fx = fx * fx * (3 - 2 * fx);
    fy = fy * fy * (3 - 2 * fy);
    float top = hash(xi, yi) * (1 - fx) + hash(xi + 1, yi) * fx;
    float bottom = hash(xi, yi + 1) * (1 - fx) + hash(xi + 1, yi + 1) * fx;
    return top * (1 - fy) + bottom * fy;
  }

  private static float hash(int x, int y) {
    int h = x * 0x27d4eb2d + y * 0x165667b1;
    h = (h ^ h >>> 15) * 0x2c1b3c6d;
    return (h >>> 8) / (float) (1 << 24);
  }
}
