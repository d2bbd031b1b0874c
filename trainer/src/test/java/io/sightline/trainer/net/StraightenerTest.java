package io.sightline.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.is_autocast_enabled;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.set_autocast_dtype;
import static org.bytedeco.pytorch.global.torch.set_autocast_enabled;

import io.sightline.contract.face.SimilarityTransform;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Warp;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class StraightenerTest {
  private static final int SIDE = 112;
  private static final SimilarityTransform MOVED = new SimilarityTransform(1.08, 0.06, -6.5, 1.5);

  @Test
  void aPictureThatWasMovedIsPutBack() {
    byte[] straight = waves();
    byte[] moved = Warp.crop(Picture.crop(straight), MOVED).rgb();
    try (PointerScope scope = new PointerScope()) {
      Tensor motion = Tensor.create(Straightener.motion(MOVED), 1, Straightener.NUMBERS);
      Tensor back = new TensorOps().straighten(tensor(moved), motion);
      assertThat(difference(back, tensor(straight))).isLessThan(2);
      assertThat(difference(tensor(moved), tensor(straight))).isGreaterThan(20);
    }
  }

  /** As in training, where the rest is computed in 16 bits. */
  @Test
  void pixelsArePlacedIn32Bits() {
    try (PointerScope scope = new PointerScope()) {
      Tensor motion = Tensor.create(Straightener.motion(MOVED), 1, Straightener.NUMBERS);
      Tensor picture = tensor(waves());
      Tensor exact = new TensorOps().straighten(picture, motion);
      set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
      set_autocast_enabled(DeviceType.CPU, true);
      Tensor mixed = new TensorOps().straighten(picture, motion);
      assertThat(is_autocast_enabled(DeviceType.CPU)).isTrue();
      assertThat(mixed.sub(exact).abs().max().item_float()).isLessThan(1e-3f);
    } finally {
      set_autocast_enabled(DeviceType.CPU, false);
    }
  }

  @Test
  void anUntaughtNetworkTakesPicturesAsTheyAre() {
    try (PointerScope scope = new PointerScope()) {
      FaceNetwork network =
          new FaceNetwork(new NetworkSpec(NetworkType.IR18, 0.125, 1, 16, 0, true));
      network.eval();
      Tensor pictures = rand(2, 3, SIDE, SIDE);
      FaceNetwork.Heads<Tensor> heads = network.run(new TensorOps(), pictures);
      assertThat(heads.motion().shape()).containsExactly(2, Straightener.NUMBERS);
      assertThat(heads.motion().abs().max().item_float()).isZero();
      assertThat(network.straight(new TensorOps(), pictures).sub(pictures).abs().max().item_float())
          .isLessThan(1e-4f);
    }
  }

  /** Only what tells the motion learns from its loss, and it learns from no other. */
  @Test
  void recognitionDoesNotMoveTheStraightener() {
    try (PointerScope scope = new PointerScope()) {
      FaceNetwork network =
          Randomised.network(new NetworkSpec(NetworkType.IR18, 0.125, 1, 16, 0, true), 3);
      network.run(new TensorOps(), rand(2, 3, SIDE, SIDE)).embedding().sum().backward();
      Map<String, Tensor> weights = network.weights();
      assertThat(weights.get("straightener.motion.weight").grad().defined()).isFalse();
      assertThat(weights.get("embedding.weight").grad().defined()).isTrue();
      network.run(new TensorOps(), rand(2, 3, SIDE, SIDE)).motion().sum().backward();
      assertThat(weights.get("straightener.motion.weight").grad().defined()).isTrue();
    }
  }

  private static byte[] waves() {
    byte[] rgb = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % SIDE;
      int y = i / 3 / SIDE;
      rgb[i] = (byte) (int) (128 + 60 * Math.sin(x / 6.0 + i % 3) + 60 * Math.cos(y / 7.0));
    }
    return rgb;
  }

  private static Tensor tensor(byte[] rgb) {
    return Tensor.create(rgb, 1, SIDE, SIDE, 3)
        .view(ScalarType.Byte)
        .to(ScalarType.Float)
        .permute(0, 3, 1, 2);
  }

  /** Mean over what lies in both pictures. */
  private static float difference(Tensor a, Tensor b) {
    TensorOps ops = new TensorOps();
    return ops.inner(a, 16).sub(ops.inner(b, 16)).abs().mean().item_float();
  }
}
