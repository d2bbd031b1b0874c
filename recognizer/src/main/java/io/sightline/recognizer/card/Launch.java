package io.sightline.recognizer.card;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cuLaunchKernel;
import static org.bytedeco.cuda.global.cudart.cudaSetDevice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Calls of one kernel: its arguments lie in memory that is taken once. Not thread-safe. */
final class Launch implements AutoCloseable {
  private static final int WIDTH = 32;
  private static final int HEIGHT = 8;

  private final CUfunc_st kernel;
  private final BytePointer values;
  private final ByteBuffer slots;
  private final PointerPointer<BytePointer> addresses;
  private int next;

  /**
   * @param arguments how many the kernel takes
   */
  Launch(CUfunc_st kernel, int arguments) {
    this.kernel = kernel;
    values = new BytePointer((long) arguments * Long.BYTES);
    slots = values.asBuffer().order(ByteOrder.nativeOrder());
    addresses = new PointerPointer<>(arguments);
    for (int i = 0; i < arguments; i++) {
      addresses.put(i, values.getPointer((long) i * Long.BYTES));
    }
  }

  /** The next argument, as the kernel has them. */
  Launch with(int value) {
    slots.putInt(next++ * Long.BYTES, value);
    return this;
  }

  /** The next argument. */
  Launch with(float value) {
    slots.putFloat(next++ * Long.BYTES, value);
    return this;
  }

  /**
   * The next argument.
   *
   * @param value on the card
   */
  Launch with(Pointer value) {
    slots.putLong(next++ * Long.BYTES, value.address());
    return this;
  }

  /** One thread for each of these, on the stream; all arguments must have been given. */
  void run(int width, int height, int depth, CUstream_st stream) {
    int given = next;
    next = 0;
    if ((long) given * Long.BYTES != values.capacity()) {
      throw new IllegalStateException(given + " arguments of a kernel given");
    }
    // The driver's calls, unlike the runtime's, do not make the card's context a new thread's.
    check(cudaSetDevice(0));
    PointerPointer<?> none = null;
    check(
        cuLaunchKernel(
            kernel,
            (width + WIDTH - 1) / WIDTH,
            (height + HEIGHT - 1) / HEIGHT,
            depth,
            WIDTH,
            HEIGHT,
            1,
            0,
            stream,
            addresses,
            none));
  }

  @Override
  public void close() {
    addresses.close();
    values.close();
  }
}
