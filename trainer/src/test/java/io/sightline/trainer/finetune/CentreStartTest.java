package io.sightline.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.net.TensorOps;
import io.sightline.trainer.train.Compute;
import io.sightline.trainer.train.Crops;
import io.sightline.trainer.train.FakeFaces;
import io.sightline.trainer.train.Pixels;
import io.sightline.trainer.train.Precision;
import io.sightline.trainer.train.RecipeReader;
import io.sightline.trainer.train.TrainingJob;
import io.sightline.trainer.train.TrainingState;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.junit.jupiter.api.Test;

class CentreStartTest {
  private static final Compute CPU = new Compute(new Device(DeviceType.CPU), Precision.FP32);
  private static final FakeFaces FACES = FakeFaces.of(10);

  @Test
  void picturesAreNearestToTheCentreOfTheirIdentity() {
    set_num_threads(1);
    TrainingState state =
        new TrainingState(
            RecipeReader.read(
                null,
                Map.of(
                    "network.type", "ir18", "network.width", "0.125", "network.embedding", "16")),
            FACES.identities(),
            CPU);
    Statistics.measure(state.network(), FACES, CPU);
    assertThat(rightlyNearest(state)).isLessThan(FACES.size() / 2);
    CentreStart.measure(state, FACES, new TrainingJob.Machine(CPU, 2));
    assertThat(rightlyNearest(state)).isGreaterThan(FACES.size() * 9 / 10);
    Tensor lengths = state.centreDirections().pow(new org.bytedeco.pytorch.Scalar(2.0)).sum(1);
    assertThat(lengths.min().item_float()).isBetween(0.999f, 1.001f);
  }

  private static int rightlyNearest(TrainingState state) {
    int right = 0;
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < FACES.size(); i++) {
        byte[] rgb = Pictures.decode112(FACES.encoded(i), FACES.name(i));
        Tensor x = Pixels.normalise(Crops.batch(List.of(rgb)), CPU.device());
        Tensor embedding = state.network().run(new TensorOps(), x).embedding();
        Tensor nearest = state.centreDirections().matmul(embedding.view(-1)).argmax();
        right += nearest.item_long() == FACES.label(i) ? 1 : 0;
      }
    }
    return right;
  }
}
