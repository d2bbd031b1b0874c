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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 20.00 MiB",
        "GET was unable to find an engine to execute this computation",
        "FIND was unable to find an engine to execute this computation",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
        "cuDNN error: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"
      })
  void knowsTheComplaints(String complaint) {
    assertThat(FittingBatch.isOutOfMemory(new RuntimeException(complaint))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA error: an illegal memory access was encountered",
        "cuDNN error: CUDNN_STATUS_BAD_PARAM",
        "CUDA error: CUBLAS_STATUS_EXECUTION_FAILED"
      })
  void otherComplaintsAreNotOfMemory(String complaint) {
    assertThat(FittingBatch.isOutOfMemory(new RuntimeException(complaint))).isFalse();
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
