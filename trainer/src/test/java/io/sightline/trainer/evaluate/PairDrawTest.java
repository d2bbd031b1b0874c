package io.sightline.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairDrawTest {

  @Test
  void takesAllOfFewPairs() {
    PairDraw draw = offer(5, 1);
    assertThat(draw.first()).containsExactly(0, 1, 2, 3, 4);
    assertThat(draw.second()).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void drawsAMillionEvenlyOfMore() {
    int all = 3 * PairDraw.MOST;
    int[] drawn = offer(all, 1).first();
    assertThat(drawn).hasSize(PairDraw.MOST);
    assertThat(Arrays.stream(drawn).distinct().count()).isEqualTo(PairDraw.MOST);
    // 472 is the standard deviation of the number from a third.
    assertThat(Arrays.stream(drawn).filter(i -> i < all / 3).count())
        .isBetween(PairDraw.MOST / 3 - 2000L, PairDraw.MOST / 3 + 2000L);
    assertThat(offer(all, 1).first()).isEqualTo(drawn);
    assertThat(offer(all, 2).first()).isNotEqualTo(drawn);
  }

  private static PairDraw offer(int pairs, long seed) {
    PairDraw draw = new PairDraw(seed);
    for (int i = 0; i < pairs; i++) {
      draw.count();
    }
    draw.begin();
    for (int i = 0; i < pairs; i++) {
      draw.offer(i, i + 1);
    }
    return draw;
  }
}
