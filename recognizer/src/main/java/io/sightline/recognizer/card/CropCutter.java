package io.sightline.recognizer.card;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;

import io.sightline.recognizer.engine.CudaKernels;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;

/**
 * Cuts square crops out of the picture in a worker's {@link PixelMemory}, all in one go: bilinear,
 * black beyond the picture's edge, as OpenCV's {@code warpAffine}. Not thread-safe.
 */
public final class CropCutter implements AutoCloseable {
  private static final int ARGUMENTS = 6;
  private static final int NUMBERS = 6;

  private final PixelMemory pictures;
  private final Launch cut;
  private final HostMemory transformsHere = new HostMemory();
  private final DeviceMemory transforms = new DeviceMemory();
  private final DeviceMemory crops = new DeviceMemory();
  private final HostMemory cropsHere = new HostMemory();

  CropCutter(CudaKernels kernels, PixelMemory pictures) {
    this.pictures = pictures;
    this.cut = new Launch(kernels.function("cut_crops"), ARGUMENTS);
  }

  /**
   * Waits for all that the worker has begun.
   *
   * @param width of the picture
   * @param height of the picture
   * @param inverses for each crop six numbers, row by row, that take its pixels to the picture's;
   *     not empty
   * @param side of the crops
   * @return the crops in main memory, BGR, 8 bits, one behind the other; valid until the next call
   */
  public BytePointer cut(int width, int height, List<double[]> inverses, int side) {
    int count = inverses.size();
    long numbers = (long) count * NUMBERS * Float.BYTES;
    BytePointer here = transformsHere.of(numbers);
    FloatBuffer values = here.asBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    for (double[] inverse : inverses) {
      for (double number : inverse) {
        values.put((float) number);
      }
    }
    long bytes = 3L * count * side * side;
    BytePointer there = transforms.of(numbers);
    BytePointer results = crops.of(bytes);
    BytePointer resultsHere = cropsHere.of(bytes);
    check(cudaMemcpyAsync(there, here, numbers, cudaMemcpyHostToDevice, pictures.stream()));
    cut.with(pictures.pixels(3L * width * height))
        .with(width)
        .with(height)
        .with(there)
        .with(results)
        .with(side)
        .run(side, side, count, pictures.stream());
    check(cudaMemcpyAsync(resultsHere, results, bytes, cudaMemcpyDeviceToHost, pictures.stream()));
    pictures.await();
    return resultsHere;
  }

  @Override
  public void close() {
    cut.close();
    transformsHere.close();
    transforms.close();
    crops.close();
    cropsHere.close();
  }
}
