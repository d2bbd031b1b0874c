package io.sightline.trainer.train;

import static org.bytedeco.pytorch.global.torch.cuda_device_count;
import static org.bytedeco.pytorch.global.torch.cuda_is_available;
import static org.bytedeco.pytorch.global.torch.globalContext;
import static org.bytedeco.pytorch.global.torch.setDeviceIndex;
import static org.bytedeco.pytorch.global.torch.set_autocast_cache_enabled;
import static org.bytedeco.pytorch.global.torch.set_autocast_dtype;
import static org.bytedeco.pytorch.global.torch.set_autocast_enabled;
import static org.bytedeco.pytorch.global.torch.set_num_threads;

import io.sightline.trainer.device.Libtorch;
import io.sightline.trainer.device.WantedDevice;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What computes, chosen at run time: a CUDA device where libtorch sees one, else the CPU.
 *
 * @param precision never {@link Precision#AUTO}
 */
public record Compute(Device device, Precision precision) {
  private static final Logger LOG = LoggerFactory.getLogger(Compute.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  /**
   * The first CUDA device, or the CPU.
   *
   * @param threads libtorch may use on the CPU; more than free cores makes it slower
   * @throws TrainingException when this machine has not what is wanted; says what is missing
   */
  public static Compute choose(WantedDevice device, Precision wanted, int threads) {
    return choose(device, wanted, threads, 0);
  }

  /**
   * @param rank of several, each with a CUDA device of its own
   * @throws TrainingException when this machine has not what is wanted, or the device no such
   *     precision
   */
  static Compute choose(WantedDevice device, Precision wanted, int threads, int rank) {
    boolean cuda = card(device);
    set_num_threads(threads);
    if (wanted == Precision.FP16 && !cuda) {
      throw new TrainingException("precision fp16 needs a CUDA device; a CPU trains in fp32");
    }
    if (cuda && rank >= cuda_device_count()) {
      throw new TrainingException(
          "each rank needs a CUDA device of its own, and there are " + cuda_device_count());
    }
    Precision best = cuda ? Precision.BF16 : Precision.FP32;
    Precision precision = wanted == Precision.AUTO ? best : wanted;
    // libtorch's convolutions of 32 bits round to 10 otherwise, and thresholds are measured by
    // them.
    globalContext().setAllowTF32CuDNN(precision != Precision.FP32);
    if (cuda) {
      globalContext().setBenchmarkCuDNN(true);
    }
    if (rank > 0 && cuda) {
      // Page-locked memory would be taken from the first card, and each rank leave a context there.
      setDeviceIndex((byte) rank);
    }
    return new Compute(
        cuda ? new Device(DeviceType.CUDA, (byte) rank) : new Device(DeviceType.CPU), precision);
  }

  private static boolean card(WantedDevice wanted) {
    Libtorch.load();
    if (wanted == WantedDevice.CPU) {
      return false;
    }
    // In this order: what does not load is told before anything of libtorch is touched.
    if (Libtorch.withoutCuda().isEmpty() && cuda_is_available()) {
      return true;
    }
    if (wanted == WantedDevice.CUDA) {
      throw new TrainingException("there is no CUDA device: " + Libtorch.withoutDevice());
    }
    if (Libtorch.hasCuda() && TOLD.compareAndSet(false, true)) {
      LOG.warn("the CPU computes, not a card: {}", Libtorch.withoutDevice());
    }
    return false;
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
