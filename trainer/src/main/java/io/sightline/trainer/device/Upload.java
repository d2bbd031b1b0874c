package io.sightline.trainer.device;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Few numbers on their way to a device. A card fetches them from page-locked memory while the
 * caller goes on: from other memory each would wait for all that the card has to do. libtorch keeps
 * that memory until it has been read.
 */
public final class Upload {
  private Upload() {}

  /** A tensor of longs, [N]. */
  public static Tensor longs(long[] values, Device device) {
    return send(Tensor.create(values), device);
  }

  /**
   * A tensor of floats.
   *
   * @param shape of it
   */
  public static Tensor floats(float[] values, Device device, long... shape) {
    return send(Tensor.create(values, shape), device);
  }

  private static Tensor send(Tensor here, Device device) {
    if (!device.is_cuda()) {
      return here;
    }
    return here.pin_memory()
        .to(device, here.scalar_type(), true, false, new MemoryFormatOptional());
  }
}
