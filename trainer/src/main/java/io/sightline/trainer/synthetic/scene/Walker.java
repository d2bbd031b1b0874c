package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Transform;
import io.sightline.trainer.synthetic.raster.Vec;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * One walk through a place: from corner to corner, making way for others, with stops. Movement is
 * cut into steps of {@link #STEP}.
 */
final class Walker {
  /** Seconds. */
  static final float STEP = 0.05f;

  private static final float ARRIVED = 35;
  private static final float PERSONAL = 105;
  private static final float TOUCHING = 54;

  /**
   * A corner of the way.
   *
   * @param pause seconds to stand there
   * @param look x and z of what is looked at meanwhile, or null
   */
  record Corner(float[] at, float pause, float[] look) {}

  private final Actor actor;
  private final Deque<Corner> way;
  private final float[] at;
  private float vx;
  private float vz;
  private float heading;
  private float phase;
  private float walk = 1;
  private float paused;
  private float stuck;

  Walker(Actor actor, Collection<Corner> corners) {
    this.actor = actor;
    way = new ArrayDeque<>(corners);
    at = way.poll().at().clone();
    float[] next = way.peek().at();
    heading = (float) Math.toDegrees(Math.atan2(next[0] - at[0], next[1] - at[1]));
    phase = (actor.number() * 0.37f) % 1;
  }

  Actor actor() {
    return actor;
  }

  boolean gone() {
    return way.isEmpty();
  }

  /** x and z; not to be changed. */
  float[] at() {
    return at;
  }

  float phase() {
    return phase;
  }

  float walk() {
    return walk;
  }

  /** From the feet's own coordinates to the place's. */
  Transform toPlace() {
    return Transform.translation(at[0], 0, at[1]).after(Transform.rotationY(heading));
  }

  /** Degrees from the way ahead to what the person stopped to look at, or NaN. */
  float glance() {
    Corner next = way.peek();
    if (next == null || next.look() == null || paused <= 0) {
      return Float.NaN;
    }
    return turn(towards(next.look()));
  }

  private float towards(float[] point) {
    return (float) Math.toDegrees(Math.atan2(point[0] - at[0], point[1] - at[1]));
  }

  private float turn(float to) {
    float d = (to - heading) % 360;
    return d > 180 ? d - 360 : d < -180 ? d + 360 : d;
  }

  /** Moves on by a step. */
  void step(Collection<Walker> others, FloorPlan plan) {
    Corner next = way.peek();
    float dx = next.at()[0] - at[0];
    float dz = next.at()[1] - at[1];
    float distance = (float) Math.hypot(dx, dz);
    stuck = Math.hypot(vx, vz) < 12 && paused <= 0 ? stuck + STEP : 0;
    if (distance < ARRIVED || paused > 0 || stuck > 4) {
      paused += STEP;
      if (paused > next.pause()) {
        way.poll();
        paused = 0;
        stuck = 0;
      }
    }
    float pace = paused > 0 ? 0 : actor.style().speed() * (1 - 0.35f * actor.phone(phase));
    float[] wish = {dx / (distance + 1) * pace, dz / (distance + 1) * pace};
    for (Walker other : others) {
      avoid(other, wish, pace);
    }
    vx += (wish[0] - vx) * STEP * 3.2f;
    vz += (wish[1] - vz) * STEP * 3.2f;
    advance(plan);
  }

  /** Others push aside those who come near, and all keep to the right of who comes towards them. */
  private void avoid(Walker other, float[] wish, float pace) {
    float dx = other.at[0] - at[0];
    float dz = other.at[1] - at[1];
    float d = (float) Math.hypot(dx, dz);
    if (other == this || d > 2 * PERSONAL || d < 1) {
      return;
    }
    float near = Math.max(0, (PERSONAL - d) / PERSONAL);
    float ahead = (dx * wish[0] + dz * wish[1]) / (d * (pace + 1));
    wish[0] -= dx / d * near * (40 + pace);
    wish[1] -= dz / d * near * (40 + pace);
    if (ahead > 0.5f && pace > 0) {
      float aside = 0.45f * pace * ahead * Math.max(0, 1 - d / (2 * PERSONAL));
      wish[0] -= dz / d * aside;
      wish[1] += dx / d * aside;
    }
    if (d < TOUCHING) {
      at[0] -= dx / d * (TOUCHING - d) / 2;
      at[1] -= dz / d * (TOUCHING - d) / 2;
    }
  }

  private void advance(FloorPlan plan) {
    float fromX = at[0];
    float fromZ = at[1];
    at[0] += vx * STEP;
    at[1] += vz * STEP;
    plan.pushOut(at);
    float speed = (float) Math.hypot(vx, vz);
    float moved = (float) Math.hypot(at[0] - fromX, at[1] - fromZ);
    float wanted = heading;
    if (speed > 20) {
      wanted = (float) Math.toDegrees(Math.atan2(vx, vz));
    } else if (paused > 0.3f && way.peek() != null && way.peek().look() != null) {
      // The body follows the eyes, most of the way.
      float rest = turn(towards(way.peek().look()));
      wanted = Math.abs(rest) > 20 ? heading + rest : heading;
    }
    float most = STEP * (speed > 20 ? 150 : 70);
    float turned = Vec.clamp(turn(wanted) * 0.25f, -most, most);
    heading += turned;
    // Who turns on the spot makes small steps.
    float steps =
        Math.max(Math.min(1, speed / actor.style().speed()), Math.abs(turned) / most * 0.3f);
    walk += (steps - walk) * STEP * 5;
    float stride = actor.body().stride() * Math.max(0.35f, walk);
    float shuffled = speed > 20 ? moved : Math.max(moved, Math.abs(turned) * 0.5f);
    phase = (phase + shuffled / stride) % 1;
  }
}
