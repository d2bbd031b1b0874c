package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.raster.Vec.bell;
import static io.sightline.trainer.synthetic.raster.Vec.mix;
import static io.sightline.trainer.synthetic.raster.Vec.smooth;

/**
 * Moves points at rest as an expression moves the face. It is a function of place, so what lies on
 * the face (mask, beard) goes with it.
 */
final class Deformer {
  private static final float HINGE_Y = -2.6f;
  private static final float HINGE_Z = -8.5f;
  private final FaceLines lines;
  private final Expression expression;
  private final float cos;
  private final float sin;

  Deformer(FaceLines lines, Expression expression) {
    this.lines = lines;
    this.expression = expression;
    double jaw = 0.17 * expression.open();
    cos = (float) Math.cos(jaw);
    sin = (float) Math.sin(jaw);
  }

  boolean moves() {
    return expression.smile() != 0 || expression.open() != 0 || expression.brows() != 0;
  }

  /** Moves all points, three numbers each. */
  float[] apply(float[] rest) {
    float[] out = rest.clone();
    if (moves()) {
      for (int i = 0; i < out.length; i += 3) {
        if (rest[i + 2] > -12 && rest[i + 1] < 5 && rest[i + 1] > -17) {
          point(rest[i], rest[i + 1], rest[i + 2], out, i);
        }
      }
    }
    return out;
  }

  private void point(float x, float y, float z, float[] out, int i) {
    float ax = Math.abs(x);
    float side = Math.signum(x);
    if (z > -7) {
      float smile = expression.smile();
      float corner = smile * bell((ax - lines.mouthX) / 1.3f, (y - lines.mouthY) / 1.3f);
      float cheek = Math.max(0, smile) * bell((ax - 4.1f) / 1.7f, (y + 3.9f) / 1.6f);
      out[i] += side * (0.5f * corner + 0.1f * cheek);
      out[i + 1] += 0.42f * corner + 0.28f * cheek;
      out[i + 2] += 0.28f * cheek - 0.3f * corner;
      float brow = expression.brows() * bell((y - lines.browY) / 1.1f) * smooth(6, 4, ax);
      out[i + 1] += brow * (brow > 0 ? 0.4f : 0.25f);
      out[i] += brow < 0 ? side * 0.15f * brow : 0;
    }
    if (expression.open() > 0) {
      jaw(ax, y, z, out, i);
    }
  }

  private void jaw(float ax, float y, float z, float[] out, int i) {
    float aside = smooth(lines.mouthX * 0.75f, lines.mouthX * 1.2f, ax);
    float line = lines.lipLine(ax);
    float below = smooth(line + 0.07f, line - 0.07f, y);
    float soft = smooth(lines.mouthY + 2.4f, lines.mouthY - 2.4f, y);
    float share = mix(below, soft, aside) * smooth(-11.5f, -5.5f, z) * smooth(-17, -12.5f, y);
    if (share <= 0) {
      return;
    }
    float dy = out[i + 1] - HINGE_Y;
    float dz = out[i + 2] - HINGE_Z;
    out[i + 1] += share * (dy * cos - dz * sin - dy);
    out[i + 2] += share * (dy * sin + dz * cos - dz);
  }
}
