package io.sightline.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.randn;

import org.assertj.core.data.Offset;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.PReLUImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorOpsTest {
  private static final long CHANNELS = 16;

  /** Values and gradients as libtorch has them in 32 bits. */
  @ParameterizedTest
  @CsvSource({"Float, 1e-5", "BFloat16, 5e-2"})
  void preluLearnsAsLibtorchs(ScalarType type, double error) {
    try (PointerScope scope = new PointerScope()) {
      manual_seed(5);
      PReLUImpl layer = Layers.prelu(CHANNELS);
      layer.weight().set_data(randn(CHANNELS).to(type).to(ScalarType.Float));
      Tensor picture = randn(3, CHANNELS, 5, 7).to(type).contiguous(MemoryFormat.ChannelsLast);
      Tensor upstream = randn(3, CHANNELS, 5, 7).to(type).contiguous(MemoryFormat.ChannelsLast);

      Tensor x = picture.detach().requires_grad_(true);
      Tensor y = new TensorOps().prelu(layer, x);
      y.mul(upstream).sum().backward();
      Tensor slopes = layer.weight().grad().clone();
      layer.weight().mutable_grad().reset();
      Tensor plain = picture.to(ScalarType.Float).detach().requires_grad_(true);
      Tensor wanted = layer.forward(plain);
      wanted.mul(upstream).sum().backward();

      assertThat(y.is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
      assertThat(furthest(y, wanted)).isCloseTo(0, Offset.offset(error));
      assertThat(furthest(x.grad(), plain.grad())).isCloseTo(0, Offset.offset(error));
      assertThat(furthest(slopes, layer.weight().grad())).isCloseTo(0, Offset.offset(10 * error));
    }
  }

  private static double furthest(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_double();
  }
}
