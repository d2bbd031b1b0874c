package io.sightline.trainer.synthetic.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.synthetic.person.Appearance;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyTest {
  private static final int SHOES = 4;

  private static Body body(long seed) {
    Identity who = Identity.of(seed);
    return new Body(who, Appearance.random(who, new SplittableRandom(seed)).outfit());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void standsOnTheFloorThroughoutTheStride(long seed) {
    Body body = body(seed);
    for (int i = 0; i < 40; i++) {
      PosedBody posed = body.pose(i / 40f, i % 3 / 2f, 0.3f, 0);
      assertThat(lowest(posed)).as("at %d of 40", i).isBetween(-1.5f, 1f);
    }
  }

  private static float lowest(PosedBody posed) {
    float least = Float.MAX_VALUE;
    float[] q = new float[3];
    for (Mesh mesh : posed.meshes()) {
      float[] p = mesh.positions();
      for (int k = 0; k < p.length; k += 3) {
        posed.toFloor().point(p[k], p[k + 1], p[k + 2], q, 0);
        least = Math.min(least, q[1]);
      }
    }
    return least;
  }

  @Test
  void isAsTallAsPeopleAre() {
    for (long seed = 0; seed < 200; seed++) {
      Figure figure = Figure.of(Identity.of(seed));
      assertThat(figure.height()).isBetween(150f, 195f);
      assertThat(figure.eyes()).isBetween(figure.height() - 14, figure.height() - 8);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theFootThatStandsHardlySlides(long seed) {
    Body body = body(seed);
    int steps = 100;
    float pace = body.stride() / steps;
    float slid = 0;
    float[] before = feet(body.pose(0, 1, 0, 0));
    for (int i = 1; i <= steps; i++) {
      float[] now = feet(body.pose(i / (float) steps, 1, 0, 0));
      int lower = now[1] < now[3] ? 0 : 2;
      slid += Math.abs(now[lower] - before[lower] + pace);
      before = now;
    }
    assertThat(slid / body.stride()).as("share of the way").isLessThan(0.3f);
  }

  /** Of both shoes: middle z, lowest y. */
  private static float[] feet(PosedBody posed) {
    float[] out = new float[4];
    float[] q = new float[3];
    int side = 0;
    for (int i = 0; i < posed.meshes().size(); i++) {
      float[] p = posed.meshes().get(i).positions();
      boolean shoe = p.length == 3 * 10 * 13;
      if (shoe) {
        float low = Float.MAX_VALUE;
        float sum = 0;
        for (int k = 0; k < p.length; k += 3) {
          posed.toFloor().point(p[k], p[k + 1], p[k + 2], q, 0);
          low = Math.min(low, q[1]);
          sum += q[2];
        }
        out[side] = sum / (p.length / 3);
        out[side + 1] = low;
        side += 2;
      }
    }
    assertThat(side).isEqualTo(SHOES);
    return out;
  }
}
