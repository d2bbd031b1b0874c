package io.sightline.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RocTest {

  @Test
  void theIntervalIsWilsons() {
    // 79 of 100: the roots of (p - t)^2 = z^2 t (1 - t) / n (Wilson 1927).
    float[] similarity = new float[200];
    boolean[] same = new boolean[200];
    for (int i = 0; i < 200; i++) {
      same[i] = i < 100;
      similarity[i] = i < 79 ? 0.9f : i < 100 ? 0.1f : 0.5f;
    }
    Roc.Point point = new Roc(similarity, same).at(1e-2);

    assertThat(point.tar()).isEqualTo(0.79);
    assertThat(point.low()).isCloseTo(0.7002, within(1e-4));
    assertThat(point.high()).isCloseTo(0.8583, within(1e-4));
  }

  @Test
  void equalSimilaritiesAreNotAcceptedInPart() {
    // Four impostors share the highest similarity: at 25 % none of them can be let in.
    float[] similarity = {0.9f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.1f, 0.1f, 0.1f, 0.1f};
    boolean[] same = {true, true, false, false, false, false, false, false, false, false};
    Roc roc = new Roc(similarity, same);

    assertThat(roc.at(0.25).tar()).isEqualTo(0.5);
    assertThat(roc.at(0.5).tar()).isEqualTo(1);
    assertThat(roc.at(1).tar()).isEqualTo(1);
    assertThat(roc.auc()).isEqualTo((8 + 4 + 2) / 16.0);
  }

  @Test
  void oneKindOfPairsIsNotMeasurable() {
    Roc roc = new Roc(new float[] {0.3f}, new boolean[] {true});

    assertThat(roc.measurable()).isFalse();
    PairingResult result =
        PairingResult.of(
            new ScoredPairs(new int[1], new int[1], new float[1], new boolean[] {true}));
    assertThat(result.auc()).isNull();
    assertThat(result.tar()).isEmpty();
    assertThat(result.accuracy()).isNull();
  }

  @Test
  void aThresholdNeedsTwentyFalseMatches() {
    ImpostorHistogram histogram = new ImpostorHistogram();
    for (int i = 0; i < 20_000; i++) {
      histogram.add(i / 20_000f);
    }

    assertThat(histogram.threshold(1e-2).orElseThrow()).isCloseTo(0.99, within(2e-4));
    assertThat(histogram.threshold(1e-3).orElseThrow()).isCloseTo(0.999, within(2e-4));
    assertThat(histogram.threshold(1e-4)).isEmpty();
  }
}
