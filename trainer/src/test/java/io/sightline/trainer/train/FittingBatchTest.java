package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;

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
}
