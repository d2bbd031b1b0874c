package io.sightline.trainer.net;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.PReLUImpl;
import org.bytedeco.pytorch.Tensor;

/** Runs a network on tensors, with gradients where they are enabled. */
public class TensorOps implements Ops<Tensor> {

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
}
