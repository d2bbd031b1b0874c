package io.sightline.recognizer.card;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cudaStreamNonBlocking;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;

import io.sightline.contract.model.ModelInput;
import io.sightline.recognizer.engine.CudaKernels;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * One worker's pictures on the card, with its stream: 8 bits, BGR, rows without gaps; several of
 * one size lie one behind the other. Work is begun in order and not waited for. Not thread-safe,
 * but not bound to a thread.
 */
public final class PixelMemory implements AutoCloseable {
  private static final int ARGUMENTS = 16;

  private final CUstream_st stream = new CUstream_st();
  private final HostMemory staging = new HostMemory();
  private final DeviceMemory pixels = new DeviceMemory();
  private final Launch scale;

  PixelMemory(CudaKernels kernels) {
    check(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking));
    scale = new Launch(kernels.function("scale_pictures"), ARGUMENTS);
  }

  /** Where all of its work is queued. */
  public CUstream_st stream() {
    return stream;
  }

  /** Page-locked main memory for so many bytes of pictures, to be written and then uploaded. */
  public BytePointer staging(long bytes) {
    return staging.of(bytes);
  }

  /** Brings the first bytes of the staging memory to the card. */
  public void upload(long bytes) {
    Pointer to = pixels.of(bytes);
    check(cudaMemcpyAsync(to, staging.of(bytes), bytes, cudaMemcpyHostToDevice, stream));
  }

  /** So many bytes on the card. */
  BytePointer pixels(long bytes) {
    return pixels.of(bytes);
  }

  /**
   * Scales the pictures into a network's input, at the top left, the rest black, normalised as the
   * model's card says: OpenCV's {@code INTER_LINEAR}, or {@code INTER_AREA} when averaged, within a
   * grey level.
   *
   * @param count pictures
   * @param width of each, in pixels
   * @param height of each, in pixels
   * @param tensor the network's input on the card, float NCHW
   * @param fitWidth of the scaled pictures
   * @param fitHeight of the scaled pictures
   */
  public void scale(
      int count,
      int width,
      int height,
      Pointer tensor,
      ModelInput input,
      int fitWidth,
      int fitHeight,
      boolean averaged) {
    scale
        .with(pixels.of(3L * count * width * height))
        .with(width)
        .with(height)
        .with(tensor)
        .with(input.width())
        .with(input.height())
        .with(fitWidth)
        .with(fitHeight)
        .with(averaged ? 1 : 0)
        .with(input.colours() == ModelInput.Colours.RGB ? 1 : 0);
    for (double mean : input.mean()) {
      scale.with((float) mean);
    }
    for (double std : input.std()) {
      scale.with((float) (1 / std));
    }
    scale.run(input.width(), input.height(), count, stream);
  }

  /** Returns when all that was begun is done. */
  public void await() {
    check(cudaStreamSynchronize(stream));
  }

  @Override
  public void close() {
    cudaStreamSynchronize(stream);
    scale.close();
    pixels.close();
    staging.close();
    cudaStreamDestroy(stream);
  }
}
