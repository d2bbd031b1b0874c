package io.sightline.trainer.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaceNetworkTest {
  static final NetworkSpec TINY = new NetworkSpec(NetworkType.IR18, 0.125, 1, 16, 0.4);

  @BeforeAll
  static void oneThread() {
    set_num_threads(1);
  }

  /** InsightFace's published networks; a mask head over 25 088 features has 50 178 numbers. */
  @ParameterizedTest
  @CsvSource({
    "IR18, 24025600, 50178",
    "IR34, 34139328, 50178",
    "IR50, 43590848, 50178",
    "IR100, 65156160, 50178",
    "MOBILEFACENET, 1200512, 1026"
  })
  void hasThePublishedNumberOfParameters(NetworkType type, long published, long maskHead) {
    try (PointerScope scope = new PointerScope()) {
      FaceNetwork network = new FaceNetwork(new NetworkSpec(type, 1, 1, 512, 0.4));
      assertThat(count(network.weights())).isEqualTo(published + maskHead);
    }
  }

  @ParameterizedTest
  @CsvSource({"IR18, 0.125, 1", "IR18, 0.125, 2", "MOBILEFACENET, 0.25, 1"})
  void givesAnEmbeddingAndTwoLogitsForEachPicture(NetworkType type, double width, int stem) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      FaceNetwork network = new FaceNetwork(new NetworkSpec(type, width, stem, 32, 0.4));
      FaceNetwork.Heads<Tensor> heads = network.run(new TensorOps(), rand(3, 3, 112, 112));
      assertThat(heads.embedding().sizes().vec().get()).containsExactly(3, 32);
      assertThat(heads.mask().sizes().vec().get()).containsExactly(3, 2);
    }
  }

  /** Kernels differ by layout, and some of libtorch were wrong: ADR 26. */
  @ParameterizedTest
  @CsvSource({"IR18, 1", "IR18, 2", "MOBILEFACENET, 1"})
  void gradientsAreTheSameInBothLayouts(NetworkType type, int stem) {
    manual_seed(5);
    try (PointerScope scope = new PointerScope()) {
      FaceNetwork network = new FaceNetwork(new NetworkSpec(type, 0.125, stem, 32, 0));
      network.eval();
      Tensor x = rand(4, 3, 112, 112);
      Tensor wanted = rand(4, 32);
      Map<String, Tensor> outermost = gradients(network, x, wanted);
      Map<String, Tensor> innermost =
          gradients(network, x.contiguous(MemoryFormat.ChannelsLast), wanted);
      innermost.forEach(
          (name, gradient) -> {
            float largest = gradient.abs().max().item_float();
            assertThat(distance(gradient, outermost.get(name)))
                .as(name)
                .isLessThan(1e-3f * largest + 1e-6f);
          });
    }
  }

  /** With fewer, libtorch's gradients are wrong on CPUs with AVX-512. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.125, 0.25, 0.3, 1, 1.7})
  void channelsAreWholeVectors(double width) {
    for (int published : new int[] {64, 128, 256, 512}) {
      assertThat(NetworkSpec.channels(published, width) % 16).isZero();
      assertThat(NetworkSpec.channels(published, width)).isPositive();
    }
  }

  @Test
  void dropoutAndStatisticsAreOfTrainingAlone() {
    manual_seed(1);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      FaceNetwork network = new FaceNetwork(TINY);
      Tensor x = rand(2, 3, 112, 112);
      network.eval();
      Tensor mean = network.statistics().get("trunk.stem_norm.running_mean");
      assertThat(distance(embed(network, x), embed(network, x))).isZero();
      assertThat(mean.abs().sum().item_float()).isZero();
      network.train(true);
      assertThat(distance(embed(network, x), embed(network, x))).isPositive();
      assertThat(mean.abs().sum().item_float()).isPositive();
    }
  }

  @Test
  void aNormThatIsToldAnewComputesTheSame() {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      BatchNorm norm = new BatchNorm(5, true);
      norm.set(rand(5), rand(5), rand(5), rand(5));
      norm.eval();
      Tensor x = rand(4, 5, 3, 3);
      Tensor before = norm.forward(x);
      norm.restate(rand(5), rand(5));
      assertThat(distance(before, norm.forward(x))).isLessThan(1e-5f);
    }
  }

  @Test
  void aDeeperNetworkBeginsAsTheOneItContinuesAndLearnsFromThere() {
    FaceNetwork shallow = Randomised.network(TINY, 2);
    FaceNetwork deep = Randomised.network(new NetworkSpec(NetworkType.IR34, 0.125, 1, 16, 0.4), 3);
    Tensor x = rand(2, 3, 112, 112);
    try (PointerScope scope = new PointerScope()) {
      List<String> beyond;
      try (NoGradGuard guard = new NoGradGuard()) {
        beyond = deep.bypassBeyond(TINY);
        copy(shallow.weights(), deep.weights());
        copy(shallow.statistics(), deep.statistics());
      }
      assertThat(beyond).hasSize(8).contains("trunk.stage1_2.", "trunk.stage4_2.");
      assertThat(distance(embed(shallow, x), embed(deep, x))).isZero();
      Map<String, Tensor> gradients = gradients(deep, x, rand(2, 16));
      for (String block : beyond) {
        assertThat(gradients.get(block + "norm3.weight").abs().max().item_float()).isPositive();
      }
    }
  }

  private static void copy(Map<String, Tensor> from, Map<String, Tensor> to) {
    from.forEach((name, tensor) -> to.get(name).copy_(tensor));
  }

  private static Map<String, Tensor> gradients(FaceNetwork network, Tensor x, Tensor wanted) {
    network.zero_grad(true);
    embed(network, x).mul(wanted).sum().backward();
    Map<String, Tensor> copies = new LinkedHashMap<>();
    network
        .weights()
        .forEach(
            (name, weight) -> {
              if (weight.grad().defined()) {
                copies.put(name, weight.grad().clone());
              }
            });
    return copies;
  }

  private static Tensor embed(FaceNetwork network, Tensor x) {
    return network.run(new TensorOps(), x).embedding();
  }

  private static float distance(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_float();
  }

  private static long count(Map<String, Tensor> tensors) {
    return tensors.values().stream().mapToLong(Tensor::numel).sum();
  }

  /** All names and shapes of the smaller may be in the larger, which is another network yet. */
  @Test
  void goesOnWithWeightsOfItsOwnKindOnly() {
    NetworkSpec spec = new NetworkSpec(NetworkType.IR18, 0.25, 2, 32, 0, true);
    assertThat(spec.continues(new NetworkSpec(NetworkType.IR18, 0.25, 2, 32, 0.4))).isTrue();
    assertThat(new NetworkSpec(NetworkType.IR18, 0.25, 2, 32, 0).continues(spec)).isFalse();
    assertThat(spec.continues(new NetworkSpec(NetworkType.IR34, 0.25, 2, 32, 0))).isFalse();
    assertThat(new NetworkSpec(NetworkType.IR34, 0.25, 2, 32, 0, true).continues(spec)).isTrue();
    assertThat(new NetworkSpec(NetworkType.MOBILEFACENET, 0.25, 2, 32, 0, true).continues(spec))
        .isFalse();
    assertThat(spec.continues(new NetworkSpec(NetworkType.IR18, 0.25, 1, 32, 0))).isFalse();
  }
}
