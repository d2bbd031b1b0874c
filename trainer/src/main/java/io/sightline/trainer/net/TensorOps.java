package io.sightline.trainer.net;

import static org.bytedeco.pytorch.global.torch.upsample_nearest2d;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.PReLUImpl;
import org.bytedeco.pytorch.Tensor;

/** Runs a network on tensors, with gradients where they are enabled. */
public class TensorOps implements PyramidOps<Tensor> {

  @Override
  public Tensor conv(Conv2dImpl layer, Tensor x) {
    return layer.forward(x);
  }

  @Override
  public Tensor norm(BatchNorm layer, Tensor x) {
    return layer.forward(x);
  }

  @Override
  public Tensor prelu(PReLUImpl layer, Tensor x) {
    return layer.forward(x);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return a.add(b);
  }

  @Override
  public Tensor dropout(DropoutImpl layer, Tensor x) {
    return layer.forward(x);
  }

  @Override
  public Tensor flatten(Tensor x) {
    return x.flatten(1, -1);
  }

  @Override
  public Tensor linear(LinearImpl layer, Tensor x) {
    return layer.forward(x);
  }

  @Override
  public Tensor relu(Tensor x) {
    return x.relu();
  }

  @Override
  public Tensor enlarge(Tensor x) {
    return upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3));
  }
}
