package io.sightline.trainer.train;

import static org.bytedeco.pytorch.global.torch.cuda_device_count;
import static org.bytedeco.pytorch.global.torch.cuda_is_available;
import static org.bytedeco.pytorch.global.torch.globalContext;
import static org.bytedeco.pytorch.global.torch.set_autocast_cache_enabled;
import static org.bytedeco.pytorch.global.torch.set_autocast_dtype;
import static org.bytedeco.pytorch.global.torch.set_autocast_enabled;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch.DeviceType;

/**
 * What computes, chosen at run time: a CUDA device where libtorch sees one, else the CPU.
 *
 * @param precision never {@link Precision#AUTO}
 */
public record Compute(Device device, Precision precision) {

  /**
   * The first CUDA device, or the CPU.
   *
   * @param threads libtorch may use on the CPU; more than free cores makes it slower
   */
  public static Compute choose(Precision wanted, int threads) {
    return choose(wanted, threads, 0);
  }

  /**
   * @param rank of several, each with a CUDA device of its own
   * @throws TrainingException when this device has no such precision
   */
  static Compute choose(Precision wanted, int threads, int rank) {
    set_num_threads(threads);
    boolean cuda = cuda_is_available();
    if (wanted == Precision.FP16 && !cuda) {
      throw new TrainingException("precision fp16 needs a CUDA device; a CPU trains in fp32");
    }
    if (cuda && rank >= cuda_device_count()) {
      throw new TrainingException(
          "each rank needs a CUDA device of its own, and there are " + cuda_device_count());
    }
    if (cuda) {
      globalContext().setBenchmarkCuDNN(true);
    }
    Precision best = cuda ? Precision.BF16 : Precision.FP32;
    return new Compute(
        cuda ? new Device(DeviceType.CUDA, (byte) rank) : new Device(DeviceType.CPU),
        wanted == Precision.AUTO ? best : wanted);
  }

  public boolean cuda() {
    return device.is_cuda();
  }

  /** Runs a forward pass with mixed precision where one is wanted. */
  public <T> T autocast(Supplier<T> forward) {
    if (precision == Precision.FP32) {
      return forward.get();
    }
    DeviceType type = device.type();
    set_autocast_dtype(type, precision.type());
    set_autocast_cache_enabled(false);
    set_autocast_enabled(type, true);
    try {
      return forward.get();
    } finally {
      set_autocast_enabled(type, false);
    }
  }

  @Override
  public String toString() {
    return (cuda() ? "CUDA" : "CPU") + ", " + precision.name().toLowerCase(java.util.Locale.ROOT);
  }
}
