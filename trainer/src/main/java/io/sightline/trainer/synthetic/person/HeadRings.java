package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.person.Trait.*;

/**
 * The head without its features, as rings round it. A ring is a closed curve through a point in
 * front, a point in the back and the widest places at both sides; rings between the key rings are
 * splines. Below the eyes rings climb towards the back, as the jaw does.
 */
final class HeadRings {
  private static final int FRONT_Y = 0;
  private static final int FRONT_Z = 1;
  private static final int BACK_Y = 2;
  private static final int BACK_Z = 3;
  private static final int WIDTH = 4;
  private static final int SIDE_Z = 5;
  private static final int SQUARE = 6;

  /** Rows up to here are the dome over the forehead. */
  static final int DOME = 5;

  private static final float CROWN_Z = -9.2f;

  private final float[][] keys;
  private final float slope;

  HeadRings(Identity id) {
    float top = id.of(HEAD_HEIGHT);
    float w = id.of(HEAD_WIDTH);
    float face = id.of(FACE_WIDTH);
    float jaw = id.of(JAW_WIDTH);
    float back = id.of(HEAD_LENGTH) - 18.4f;
    float chin = -id.of(FACE_LENGTH);
    slope = id.of(FOREHEAD);
    float chinZ = id.of(CHIN_PROJECTION);
    float chinW = id.of(CHIN_WIDTH);
    float neck = id.of(NECK);
    float full = id.of(CHEEK_FULLNESS);
    float mouth = chin + 4.3f;
    keys =
        new float[][] {
          // frontY frontZ backY backZ halfWidth sideZ squareness
          {top, CROWN_Z, top, CROWN_Z, 0.02f, CROWN_Z, 2},
          {3.9f, 0.72f + 0.5f * slope, 2.2f, -18.2f - back, w, -8.7f, 2.3f},
          {
            2.0f,
            0.72f + 0.2f * slope,
            0.9f,
            -17.8f - back,
            Math.max(w - 0.2f, face + 0.25f),
            -8.3f,
            2.3f
          },
          {0.3f, 0.28f, -0.3f, -17f - back, mix(w, face, 0.55f), -8.0f, 2.3f},
          {-2.0f, 0.3f, -1.3f, -16.1f - 0.8f * back, face, -7.6f, 2.2f},
          {-4.4f, 0.62f, -2.4f, -15.2f - 0.6f * back, face - 0.22f + 0.2f * full, -7.6f, 2.1f},
          {
            mouth, 0.72f, -3.4f, -14.5f - 0.4f * back, mix(face, jaw, 0.6f) + 0.2f * full, -7.8f, 2f
          },
          {chin + 2.4f, 0.22f + 0.3f * chinZ, -4f, -14.1f, jaw + 0.2f, -8f, 1.9f + 0.2f * chinW},
          {chin + 0.95f, 0.12f + chinZ, -4.8f, -13.9f, jaw - 0.1f, -8.2f, 1.78f + 0.3f * chinW},
          {chin, -0.75f + chinZ, -5.9f, -13.8f, jaw - 0.45f, -8.4f, 1.72f + 0.3f * chinW},
          {chin - 0.25f, -2.5f + chinZ, -7f, -13.8f, jaw - 0.75f, -8.8f, 1.8f},
          {chin - 1.1f, -5.4f, -8.4f, -14f, mix(neck, jaw, 0.3f), -9.3f, 1.95f},
          {chin - 4f, -5.9f, -11.8f, -14.6f, neck, -10f, 2},
          {-19.4f, -5.6f, -15.6f, -15.8f, neck + 1f, -10.4f, 2},
          {-22.4f, -3.6f, -18.2f, -17f, neck + 5f, -10.8f, 2}
        };
  }

  private static float mix(float a, float b, float share) {
    return a + (b - a) * share;
  }

  /** All numbers of a ring, which {@link #point} takes. */
  float[] ring(float row) {
    return row < DOME ? dome(row / DOME) : spline(Math.min(row - DOME + 1, keys.length - 1));
  }

  /** A quarter of an ellipse from the crown to the widest ring. */
  private float[] dome(float way) {
    float[] top = keys[0];
    float[] rim = keys[1];
    float s = (float) Math.sin(way * Math.PI / 2);
    float c = (float) Math.cos(way * Math.PI / 2);
    float[] ring = new float[rim.length];
    for (int e = 0; e < ring.length; e++) {
      boolean height = e == FRONT_Y || e == BACK_Y;
      float share = height ? 1 - (float) Math.pow(c, 0.92) : (float) Math.pow(s, 0.92);
      ring[e] = mix(top[e], rim[e], share);
    }
    ring[FRONT_Z] += slope * s * c;
    return ring;
  }

  private float[] spline(float at) {
    int i = Math.max(1, Math.min((int) at, keys.length - 2));
    float t = at - i;
    float[] a = keys[Math.max(1, i - 1)];
    float[] b = keys[i];
    float[] c = keys[i + 1];
    float[] d = keys[Math.min(keys.length - 1, i + 2)];
    float[] ring = new float[b.length];
    for (int e = 0; e < ring.length; e++) {
      float m0 = (c[e] - a[e]) / 2;
      float m1 = (d[e] - b[e]) / 2;
      float t2 = t * t;
      float t3 = t2 * t;
      ring[e] =
          (2 * t3 - 3 * t2 + 1) * b[e]
              + (t3 - 2 * t2 + t) * m0
              + (3 * t2 - 2 * t3) * c[e]
              + (t3 - t2) * m1;
    }
    return ring;
  }

  /** Half the width of the head at a ring, cm. */
  float halfWidth(float row) {
    return ring(row)[WIDTH];
  }

  /** The point of a ring at an angle: 0 in front, positive to the viewer's right. */
  static void point(float[] ring, float angle, float[] out, int at) {
    float s = (float) Math.sin(angle);
    float c = (float) Math.cos(angle);
    float front = (1 + c) / 2;
    // The back half is a plain ellipse; only the front's squareness differs.
    float power = 2 / (c > 0 ? mix(2, ring[SQUARE], Math.min(1, 2 * c)) : 2);
    float depth = (c > 0 ? ring[FRONT_Z] : ring[BACK_Z]) - ring[SIDE_Z];
    out[at] = ring[WIDTH] * Math.signum(s) * (float) Math.pow(Math.abs(s), power);
    out[at + 1] = ring[BACK_Y] + (ring[FRONT_Y] - ring[BACK_Y]) * front;
    out[at + 2] = ring[SIDE_Z] + depth * (float) Math.pow(Math.abs(c), power);
  }
}
