package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FittingBatchTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 63, 100, 256, 300, 511})
  void findsOneThatFitsAndIsNotFarBelowTheLargest(int largest) {
    int found = FittingBatch.largest(512, n -> n <= largest);
    assertThat(found).isBetween(Math.max(2, largest - 512 / 8), largest);
  }

  @Test
  void nothingFits() {
    assertThat(FittingBatch.largest(512, n -> false)).isZero();
  }

  @Test
  void knowsTheComplaint() {
    assertThat(
            FittingBatch.isOutOfMemory(
                new RuntimeException("CUDA out of memory. Tried to allocate 20.00 MiB")))
        .isTrue();
    assertThat(FittingBatch.isOutOfMemory(new RuntimeException("CUDA error"))).isFalse();
  }

  /** More than there are addresses, so that no system promises it. */
  @Test
  void knowsTheHostsComplaint() {
    assertThatThrownBy(() -> torch.empty(1L << 40, 1L << 20))
        .isInstanceOfSatisfying(
            RuntimeException.class,
            e -> assertThat(FittingBatch.isOutOfMemory(e)).as("%s", e.getMessage()).isTrue());
  }

  @Test
  void tellsOfWholeBatches() {
    assertThat(FittingBatch.report(64, 48, 1)).endsWith("a batch of 64; 48 would fit");
    assertThat(FittingBatch.report(64, 48, 8))
        .endsWith("a batch of 512, 64 on each of 8 ranks; 384 would fit");
    assertThat(FittingBatch.report(64, 0, 1)).endsWith("a batch of 64, nor any smaller one");
  }
}
