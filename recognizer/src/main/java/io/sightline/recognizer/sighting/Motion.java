package io.sightline.recognizer.sighting;

import io.sightline.contract.face.FaceBox;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a face box is and how it moves: a Kalman filter of constant velocity for the centre's x and
 * y, the width and the height (as SORT, arXiv 1602.00763, but by capture time, for frames come
 * irregularly). Lengths in its noise are in heights of the box, so that near and far faces are
 * treated alike, and all four share one covariance.
 *
 * @param at capture time of the last observation
 * @param state centre x, centre y, width, height in pixels, then how each changes a second
 * @param p00 variance of a position
 * @param p01 covariance of a position and its velocity
 * @param p11 variance of a velocity
 */
record Motion(Instant at, float[] state, float p00, float p01, float p11) {
  private static final int DIMENSIONS = 4;

  /** Detections jitter by a twentieth of the box. */
  private static final float MEASUREMENT = 0.05f * 0.05f;

  /** A head starts or stops within a second or so: heights squared a second cubed. */
  private static final float PROCESS = 4;

  /** Nothing is known of the velocity at first: three heights a second are not rare. */
  private static final float UNKNOWN_VELOCITY = 9;

  /** Who is hidden for longer has stopped or turned: the box waits where it would be by then. */
  private static final float LONGEST_COAST = 0.7f;

  static Motion begin(Instant at, FaceBox box) {
    float[] state = new float[2 * DIMENSIONS];
    System.arraycopy(measured(box), 0, state, 0, DIMENSIONS);
    return new Motion(at, state, MEASUREMENT, 0, UNKNOWN_VELOCITY);
  }

  /** Where the box is expected; also a little back in time, for a frame that comes late. */
  FaceBox predicted(Instant then) {
    float dt = Math.max(-LONGEST_COAST, Math.min(LONGEST_COAST, seconds(then)));
    float w = Math.max(1, position(2, dt));
    float h = Math.max(1, position(3, dt));
    return new FaceBox(position(0, dt) - w / 2, position(1, dt) - h / 2, w, h);
  }

  /** Whether it is still known where the box is expected, and not only where it was. */
  boolean knows(Instant then) {
    return Math.abs(seconds(then)) <= LONGEST_COAST;
  }

  /** With an observation; one from before the last tells nothing of where the box is now. */
  Motion observed(Instant then, FaceBox box) {
    float dt = seconds(then);
    if (dt <= 0) {
      return this;
    }
    float a = p00 + 2 * dt * p01 + dt * dt * p11 + PROCESS * dt * dt * dt / 3;
    float b = p01 + dt * p11 + PROCESS * dt * dt / 2;
    float c = p11 + PROCESS * dt;
    float gain = a / (a + MEASUREMENT);
    float velocityGain = b / (a + MEASUREMENT);
    float[] now = new float[2 * DIMENSIONS];
    float[] seen = measured(box);
    for (int i = 0; i < DIMENSIONS; i++) {
      float expected = position(i, dt);
      now[i] = expected + gain * (seen[i] - expected);
      now[DIMENSIONS + i] = state[DIMENSIONS + i] + velocityGain * (seen[i] - expected);
    }
    return new Motion(then, now, (1 - gain) * a, (1 - gain) * b, c - velocityGain * b);
  }

  /** Seconds since the last observation; negative before it. */
  float seconds(Instant then) {
    return Duration.between(at, then).toNanos() / 1e9f;
  }

  private float position(int i, float dt) {
    return state[i] + dt * state[DIMENSIONS + i];
  }

  private static float[] measured(FaceBox box) {
    return new float[] {
      box.x() + box.width() / 2, box.y() + box.height() / 2, box.width(), box.height()
    };
  }
}
