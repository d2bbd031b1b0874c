package io.sightline.local;

import static org.bytedeco.openblas.global.openblas.cblas_sdot;

import io.sightline.recognizer.engine.MatrixProduct;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * What all cores of this machine do at the most, each with work of its own that fits it well. A
 * second is one for which this process has all cores: see {@link CpuTime}.
 */
final class MachineLimits implements AutoCloseable {
  /** A matrix of this side is large enough for the best rate of a core. */
  private static final int SIDE = 2048;

  private static final long STREAM = 64L << 20;
  private final int cores = CpuTime.CORES;
  private final MatrixProduct product = new MatrixProduct();
  private final FloatPointer[] streams =
      each(i -> new FloatPointer(STREAM).zero(), FloatPointer[]::new);
  private final FloatPointer[] floats =
      each(i -> new FloatPointer(3L * SIDE * SIDE).zero(), FloatPointer[]::new);
  private final BytePointer[] bytes =
      each(i -> new BytePointer(2L * SIDE * SIDE).zero(), BytePointer[]::new);
  private final IntPointer[] ints =
      each(i -> new IntPointer((long) SIDE * SIDE), IntPointer[]::new);

  private <T> T[] each(IntFunction<T> maker, IntFunction<T[]> array) {
    return IntStream.range(0, cores).mapToObj(maker).toArray(array);
  }

  /** Bytes read a second. */
  double memory() {
    return cores
        * STREAM
        * Float.BYTES
        / seconds(i -> cblas_sdot((int) STREAM, streams[i], 1, streams[i], 1));
  }

  /** Floating-point operations a second of matrix products. */
  double floatProducts() {
    return cores * 2.0 * SIDE * SIDE * SIDE / seconds(this::multiplyFloats);
  }

  /** Operations a second of 8-bit matrix products. */
  double byteProducts() {
    return cores * 2.0 * SIDE * SIDE * SIDE / seconds(this::multiplyBytes);
  }

  private void multiplyFloats(int core) {
    FloatBuffer all = floats[core].asBuffer();
    FloatBuffer a = all.slice(0, SIDE * SIDE);
    FloatBuffer b = all.slice(SIDE * SIDE, SIDE * SIDE);
    product.multiply(a, SIDE, b, SIDE, SIDE, all.slice(2 * SIDE * SIDE, SIDE * SIDE));
  }

  private void multiplyBytes(int core) {
    ByteBuffer both = bytes[core].asByteBuffer();
    ByteBuffer a = both.slice(0, SIDE * SIDE);
    ByteBuffer b = both.slice(SIDE * SIDE, SIDE * SIDE);
    product.multiply(a, SIDE, b, SIDE, SIDE, ints[core].asBuffer());
  }

  private double seconds(java.util.function.IntConsumer work) {
    return CpuTime.of(() -> IntStream.range(0, cores).parallel().forEach(work)).used();
  }

  @Override
  public void close() {
    product.close();
    for (int i = 0; i < cores; i++) {
      streams[i].close();
      floats[i].close();
      bytes[i].close();
      ints[i].close();
    }
  }
}
