package io.sightline.contract.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.MaskState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThresholdsTest {
  private static final RecogniserSpec SPEC =
      new RecogniserSpec(
          "out",
          512,
          null,
          0.5,
          Map.of(
              "bareBare", Map.of("1e-2", 0.2, "1e-3", 0.3, "1e-4", 0.38, "1e-5", 0.44),
              "maskedBare", Map.of("1e-2", 0.25, "1e-4", 0.45)));
  private final Thresholds card = Thresholds.of(SPEC, Optional.empty());

  @Test
  void anEntryOfTheTableIsItself() {
    Threshold at = card.at(MaskPairing.BARE_BARE, 1e-3, 1);
    assertThat(at.similarity()).isCloseTo(0.3f, within(1e-6f));
    assertThat(at.comparisonRate()).isCloseTo(1e-3, within(1e-12));
    assertThat(at.measured()).isTrue();
    assertThat(similarity(MaskPairing.BARE_BARE, 1e-5, 1)).isCloseTo(0.44f, within(1e-6f));
  }

  @Test
  void betweenTwoItIsInterpolatedInTheLogarithm() {
    assertThat(similarity(MaskPairing.BARE_BARE, Math.sqrt(1e-3 * 1e-4), 1))
        .isCloseTo(0.34f, within(1e-6f));
    assertThat(similarity(MaskPairing.MASKED_BARE, 1e-3, 1)).isCloseTo(0.35f, within(1e-6f));
  }

  @Test
  void aLargerGalleryNeedsAStricterComparison() {
    Threshold at = card.at(MaskPairing.BARE_BARE, 1e-3, 100);
    // Šidák: one hundred comparisons of this rate err together with the rate asked for.
    assertThat(1 - Math.pow(1 - at.comparisonRate(), 100)).isCloseTo(1e-3, within(1e-12));
    assertThat(at.similarity()).isCloseTo(0.44f, within(1e-3f));
    assertThat(at.falseMatchRate()).isEqualTo(1e-3);
  }

  @Test
  void beyondTheTableItGoesOnAndSaysSo() {
    Threshold beyond = card.at(MaskPairing.BARE_BARE, 1e-6, 1);
    assertThat(beyond.similarity()).isCloseTo(0.50f, within(1e-6f));
    assertThat(beyond.measured()).isFalse();
    assertThat(similarity(MaskPairing.BARE_BARE, 1e-12, 1_000_000)).isEqualTo(1);
    // Never laxer than what was measured.
    assertThat(similarity(MaskPairing.BARE_BARE, 0.4, 1)).isCloseTo(0.2f, within(1e-6f));
  }

  @Test
  void aPairingWithoutFiguresTakesTheStrictest() {
    assertThat(similarity(MaskPairing.UNKNOWN, 1e-4, 1)).isCloseTo(0.45f, within(1e-6f));
    assertThat(similarity(MaskPairing.MASKED_MASKED, 1e-2, 1)).isCloseTo(0.25f, within(1e-6f));
  }

  @Test
  void withoutATableOrByHandItIsOneSimilarity() {
    RecogniserSpec bare = new RecogniserSpec("out", 512, null, 0.5, null);
    for (Thresholds t :
        new Thresholds[] {
          Thresholds.of(bare, Optional.empty()), Thresholds.of(SPEC, Optional.of(0.5))
        }) {
      assertThat(t.measured()).isFalse();
      Threshold at = t.at(MaskPairing.BARE_BARE, 1e-6, 1000);
      assertThat(at).isEqualTo(new Threshold(0.5f, 0, 0, false));
    }
  }

  @Test
  void pairingsHaveNoOrderAndAreNeverGuessed() {
    assertThat(MaskPairing.of(MaskState.BARE, MaskState.MASKED))
        .isEqualTo(MaskPairing.of(MaskState.MASKED, MaskState.BARE))
        .isEqualTo(MaskPairing.MASKED_BARE);
    assertThat(MaskPairing.of(MaskState.BARE, MaskState.BARE)).isEqualTo(MaskPairing.BARE_BARE);
    assertThat(MaskPairing.of(MaskState.UNKNOWN, MaskState.BARE)).isEqualTo(MaskPairing.UNKNOWN);
  }

  @Test
  void aTableOfOneEntryIsTheSameForEveryRate() {
    Thresholds one =
        Thresholds.of(spec(Map.of("bareBare", Map.of("1e-4", 0.33))), Optional.empty());
    assertThat(one.at(MaskPairing.BARE_BARE, 1e-4, 1).measured()).isTrue();
    Threshold beyond = one.at(MaskPairing.BARE_BARE, 1e-4, 10_000);
    assertThat(beyond.similarity()).isEqualTo(0.33f);
    assertThat(beyond.measured()).isFalse();
  }

  @Test
  void whatCannotBeRightIsNamedByItsKey() {
    assertThatThrownBy(() -> spec(Map.of("bare", Map.of("1e-4", 0.3))))
        .hasMessageContaining("recogniser.thresholds.bare ")
        .hasMessageContaining("maskedBare");
    for (String rate : new String[] {"0", "1", "-1e-3", "NaN", "one", ""}) {
      assertThatThrownBy(() -> spec(Map.of("bareBare", Map.of(rate, 0.3))))
          .as(rate)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("recogniser.thresholds.bareBare." + rate + " is no");
    }
    for (double similarity : new double[] {1, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> spec(Map.of("maskedBare", Map.of("1e-4", similarity))))
          .as("%s", similarity)
          .hasMessageContaining("recogniser.thresholds.maskedBare.1e-4 must be");
    }
    assertThatThrownBy(() -> spec(Map.of("maskedMasked", Map.of("1e-3", 0.4, "1e-4", 0.39))))
        .hasMessageContaining("recogniser.thresholds.maskedMasked asks for less");
    assertThatThrownBy(() -> spec(Map.of("bareBare", Map.of("1e-3", 0.4, "0.001", 0.4))))
        .hasMessageContaining("twice");
    spec(Map.of("bareBare", Map.of("1e-3", 0.4, "1e-4", 0.4)));
  }

  private static RecogniserSpec spec(Map<String, Map<String, Double>> thresholds) {
    return new RecogniserSpec("out", 512, null, 0.5, thresholds);
  }

  private float similarity(MaskPairing pairing, double rate, int comparisons) {
    return card.at(pairing, rate, comparisons).similarity();
  }
}
