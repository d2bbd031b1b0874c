package io.sightline.trainer.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatternTest {

  @ParameterizedTest
  @EnumSource(Pattern.class)
  void bothColoursShowAndNothingBeyond(Pattern pattern) {
    SplittableRandom random = new SplittableRandom(1);
    float least = 1;
    float most = 0;
    for (int i = 0; i < 5000; i++) {
      float share =
          pattern.share((float) random.nextDouble(-9, 9), (float) random.nextDouble(-9, 9));
      assertThat(share).isBetween(0f, 1f);
      least = Math.min(least, share);
      most = Math.max(most, share);
    }
    assertThat(least).isLessThan(0.2f);
    assertThat(most > 0.8f).isEqualTo(pattern != Pattern.PLAIN);
  }
}
