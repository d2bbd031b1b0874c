package io.sightline.trainer.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.util.Arrays;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClassCentresTest {
  private static final int SIZE = 4;

  @BeforeAll
  static void oneThread() {
    set_num_threads(1);
  }

  @Test
  void aSampleHoldsTheBatchsClassesAndIsAsLargeAsAskedFor() {
    ClassCentres centres = centres(1000, 20);
    long[] labels = {999, 3, 3, 500};
    ClassCentres.Active active = centres.activate(labels, 1);
    assertThat(active.rows()).hasSize(20).isSorted().contains(3, 500, 999);
    assertThat(active.centres().shape()).containsExactly(20, SIZE);
    long[] local = new long[4];
    active.label().data_ptr_long().get(local);
    assertThat(Arrays.stream(local).map(l -> active.rows()[(int) l]))
        .containsExactly(999L, 3L, 3L, 500L);
    assertThat(centres.activate(labels, 1).rows()).isEqualTo(active.rows());
    assertThat(centres.activate(labels, 2).rows()).isNotEqualTo(active.rows());
  }

  @Test
  void onlyTheSampleMovesAndItsMomentumIsKept() {
    ClassCentres centres = centres(100, 5);
    Tensor before = centres.centres().clone();
    ClassCentres.Active active = centres.activate(new long[] {7, 8}, 1);
    active.centres().sum().backward();
    try (NoGradGuard guard = new NoGradGuard()) {
      centres.step(active, 0.5);
      Tensor moved = centres.centres().sub(before);
      assertThat(moved.ne(new Scalar(0)).any(1).sum().item_long()).isEqualTo(5);
      assertThat(moved.get(7).add(new Scalar(0.5)).abs().max().item_float()).isLessThan(1e-6f);
      assertThat(centres.velocity().sum().item_float()).isEqualTo(5f * SIZE);
    }
  }

  /** With all classes in the sample the two ways must be one. */
  @Test
  void aSampleOfAllButOneAgreesWithAllOnThoseItHolds() {
    manual_seed(5);
    ClassCentres all = centres(6, 0);
    manual_seed(5);
    ClassCentres most = centres(6, 5);
    long[] labels = {0, 1, 2, 3, 4};
    for (int step = 0; step < 3; step++) {
      for (ClassCentres centres : new ClassCentres[] {all, most}) {
        ClassCentres.Active active = centres.activate(labels, step);
        active.centres().mul(active.centres()).sum().backward();
        try (NoGradGuard guard = new NoGradGuard()) {
          centres.step(active, 0.1);
        }
      }
    }
    Tensor difference = all.centres().sub(most.centres()).narrow(0, 0, 5);
    assertThat(difference.abs().max().item_float()).isZero();
  }

  private static ClassCentres centres(int identities, int sampled) {
    return new ClassCentres(
        identities,
        SIZE,
        new LossSettings(64, 0.5, true, 0, sampled),
        0.9,
        new Device(DeviceType.CPU));
  }
}
