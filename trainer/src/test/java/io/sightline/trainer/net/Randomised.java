package io.sightline.trainer.net;

import static org.bytedeco.pytorch.global.torch.manual_seed;
import static org.bytedeco.pytorch.global.torch.rand;
import static org.bytedeco.pytorch.global.torch.randn;

import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** Networks whose every normalisation and slope does something, as after training. */
public final class Randomised {
  private Randomised() {}

  /** In evaluation mode. */
  public static FaceNetwork network(NetworkSpec spec, long seed) {
    manual_seed(seed);
    FaceNetwork network = new FaceNetwork(spec);
    try (NoGradGuard guard = new NoGradGuard()) {
      for (BatchNorm norm : network.norms()) {
        long n = norm.mean().numel();
        boolean scaled = norm.weight().requires_grad();
        norm.mean().copy_(randn(n).mul(new Scalar(0.1)));
        norm.variance().copy_(rand(n).add(new Scalar(0.5)));
        norm.bias().copy_(randn(n).mul(new Scalar(0.1)));
        if (scaled) {
          norm.weight().copy_(rand(n).mul(new Scalar(0.6)).add(new Scalar(0.4)));
        }
      }
      network.weights().forEach(Randomised::slope);
    }
    network.eval();
    return network;
  }

  private static void slope(String name, Tensor weight) {
    if (name.equals("straightener.motion.weight")) {
      weight.copy_(randn(weight.numel()).view(weight.shape()).mul(new Scalar(0.1)));
    }
    if (name.endsWith("prelu.weight")) {
      weight.copy_(rand(weight.numel()).mul(new Scalar(0.4)));
    }
  }
}
