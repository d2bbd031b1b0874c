package io.sightline.trainer.net;

import static org.bytedeco.pytorch.global.torch.addcmul;
import static org.bytedeco.pytorch.global.torch.affine_grid_generator;
import static org.bytedeco.pytorch.global.torch.grid_sampler;
import static org.bytedeco.pytorch.global.torch.hardtanh;
import static org.bytedeco.pytorch.global.torch.is_autocast_enabled;
import static org.bytedeco.pytorch.global.torch.set_autocast_enabled;
import static org.bytedeco.pytorch.global.torch.upsample_nearest2d;

import io.sightline.trainer.device.Upload;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.PReLUImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Runs a network on tensors, with gradients where they are enabled. */
public class TensorOps implements PyramidOps<Tensor> {
  /** Of libtorch's grid sampler. */
  private static final long BILINEAR = 0;

  private static final long AS_AT_THE_BORDER = 1;

  @Override
  public Tensor conv(Conv2dImpl layer, Tensor x) {
    return layer.forward(x);
  }

  @Override
  public Tensor norm(BatchNorm layer, Tensor x) {
    return layer.forward(x);
  }

  /**
   * To learn on a CPU it is put together from parts, over whole rows of pixels: the gradient of
   * libtorch's own takes numbers one by one, in bfloat16 for a fifth of a step's time and more. At
   * 0 the slope is then 0.
   */
  @Override
  public Tensor prelu(PReLUImpl layer, Tensor x) {
    if (x.is_cuda() || !x.requires_grad()) {
      return layer.forward(x);
    }
    Tensor pixels = x.permute(0, 2, 3, 1);
    Tensor rows = pixels.reshape(pixels.size(0) * pixels.size(1), pixels.size(2) * pixels.size(3));
    Tensor slopes = layer.weight().to(x.scalar_type()).repeat(pixels.size(2));
    Tensor negative = hardtanh(rows, new Scalar(Double.NEGATIVE_INFINITY), new Scalar(0.0));
    return addcmul(rows.relu(), negative, slopes).view(pixels.shape()).permute(0, 3, 1, 2);
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
  public Tensor inner(Tensor picture, long border) {
    return picture
        .narrow(2, border, picture.size(2) - 2 * border)
        .narrow(3, border, picture.size(3) - 2 * border);
  }

  /**
   * What is learnt from the straightened picture does not reach the motion. In 32 bits, whatever
   * the rest is computed in: 16 would place pixels by up to half of one wrongly.
   */
  @Override
  public Tensor straighten(Tensor picture, Tensor motion) {
    DeviceType type = picture.device().type();
    boolean mixed = is_autocast_enabled(type);
    set_autocast_enabled(type, false);
    try {
      return sample(picture, motion);
    } finally {
      set_autocast_enabled(type, mixed);
    }
  }

  private static Tensor sample(Tensor picture, Tensor motion) {
    Tensor m = motion.detach().to(ScalarType.Float);
    Tensor moved = matrix(Straightener.matrixOfMotion(), Straightener.NUMBERS, m);
    Tensor matrix = m.matmul(moved).add(matrix(Straightener.matrixAtRest(), 1, m));
    Tensor grid = affine_grid_generator(matrix.view(-1, 2, 3), picture.shape(), false);
    return grid_sampler(picture.to(ScalarType.Float), grid, BILINEAR, AS_AT_THE_BORDER, false)
        .contiguous(MemoryFormat.ChannelsLast);
  }

  private static Tensor matrix(float[] values, long rows, Tensor beside) {
    return Upload.floats(values, beside.device(), rows, values.length / rows);
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
