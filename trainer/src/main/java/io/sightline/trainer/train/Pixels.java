package io.sightline.trainer.train;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** From bytes to what networks take. */
public final class Pixels {
  private Pixels() {}

  /**
   * @param bytes [N, 112, 112, 3], RGB
   * @return float [N, 3, 112, 112] on the device, (x - 127.5) / 127.5, with the channels innermost
   *     in memory
   */
  public static Tensor normalise(Tensor bytes, Device device) {
    Tensor there = bytes.to(device, ScalarType.Byte, true, false, new MemoryFormatOptional());
    Tensor x = there.to(ScalarType.Float).sub(new Scalar(127.5)).div(new Scalar(127.5));
    return x.permute(0, 3, 1, 2);
  }
}
