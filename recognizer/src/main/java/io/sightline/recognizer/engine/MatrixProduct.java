package io.sightline.recognizer.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Multiplies a tall matrix of rows by a narrow one of queries, in float or in 8 bits, on ONNX
 * Runtime: it reads the rows as they lie, where BLAS libraries copy them first, and uses the
 * processor's 8-bit dot products where it has them. Thread-safe; a call uses one thread. Buffers
 * are direct and in the machine's byte order.
 */
public final class MatrixProduct implements AutoCloseable {
  /** What 0 is among the rows' unsigned bytes. */
  public static final int ZERO = 128;

  private static final int ALL_LEVELS = 127;
  private static final int HALF_LEVELS = 63;
  private static final int TRIAL = 64;

  private final OrtEnvironment environment = OrtLibrary.load();
  private final OrtSession floats;
  private final OrtSession bytes;
  private final int queryLevels;

  /**
   * @throws EngineException when ONNX Runtime does not take the graphs
   */
  public MatrixProduct() {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      floats = environment.createSession(ProductGraph.floats(), options);
      bytes = environment.createSession(ProductGraph.bytes(ZERO), options);
    } catch (OrtException e) {
      throw new EngineException("matrix products do not run here: " + e.getMessage(), e);
    }
    queryLevels = overflows() ? HALF_LEVELS : ALL_LEVELS;
  }

  /**
   * The greatest absolute value that bytes of queries may have. Processors without 8-bit dot
   * products add two products in 16 bits, which overflow when both factors use all of theirs.
   */
  public int queryLevels() {
    return queryLevels;
  }

  /**
   * @param rows [n, size]
   * @param queries [size, m]
   * @param products [n, m]
   */
  public void multiply(
      FloatBuffer rows, int n, FloatBuffer queries, int m, int size, FloatBuffer products) {
    try (OnnxTensor a = OnnxTensor.createTensor(environment, rows, new long[] {n, size});
        OnnxTensor b = OnnxTensor.createTensor(environment, queries, new long[] {size, m});
        OnnxTensor c = OnnxTensor.createTensor(environment, products, new long[] {n, m})) {
      run(floats, a, b, c);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  /**
   * @param rows [n, size], unsigned, {@link #ZERO} stands for 0
   * @param queries [size, m], signed, see {@link #queryLevels}
   * @param products [n, m]
   */
  public void multiply(
      ByteBuffer rows, int n, ByteBuffer queries, int m, int size, IntBuffer products) {
    long[] rowShape = {n, size};
    long[] queryShape = {size, m};
    try (OnnxTensor a = OnnxTensor.createTensor(environment, rows, rowShape, OnnxJavaType.UINT8);
        OnnxTensor b =
            OnnxTensor.createTensor(environment, queries, queryShape, OnnxJavaType.INT8);
        OnnxTensor c = OnnxTensor.createTensor(environment, products, new long[] {n, m})) {
      run(bytes, a, b, c);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private static void run(OrtSession session, OnnxTensor a, OnnxTensor b, OnnxTensor c)
      throws OrtException {
    Map<String, OnnxTensor> inputs = Map.of(ProductGraph.ROWS, a, ProductGraph.QUERIES, b);
    session.run(inputs, Set.of(), Map.of(ProductGraph.PRODUCTS, c)).close();
  }

  private static EngineException failed(OrtException e) {
    return new EngineException("a matrix product failed: " + e.getMessage(), e);
  }

  /** Tries the greatest values. */
  private boolean overflows() {
    ByteBuffer rows = filled(TRIAL * TRIAL, 255);
    ByteBuffer queries = filled(TRIAL, ALL_LEVELS);
    IntBuffer products = filled(TRIAL * Integer.BYTES, 0).asIntBuffer();
    multiply(rows, TRIAL, queries, 1, TRIAL, products);
    return products.get(0) != TRIAL * (255 - ZERO) * ALL_LEVELS;
  }

  private static ByteBuffer filled(int size, int value) {
    byte[] values = new byte[size];
    Arrays.fill(values, (byte) value);
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder()).put(0, values);
  }

  @Override
  public void close() {
    try {
      floats.close();
      bytes.close();
    } catch (OrtException e) {
      throw new EngineException("matrix products did not close: " + e.getMessage(), e);
    }
  }
}
