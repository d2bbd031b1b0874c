package io.sightline.recognizer.engine;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * Multiplies bytes: a graph of one MatMulInteger on ONNX Runtime, which uses the processor's 8-bit
 * dot products where it has them. Thread-safe; a call uses one thread.
 */
public final class Int8Product implements AutoCloseable {
  /** What 0 is among unsigned bytes. */
  public static final int ZERO = 128;

  private static final long UINT8 = 2;
  private static final long INT8 = 3;
  private static final long INT32 = 6;
  private static final long OPSET = 17;

  private final OrtEnvironment environment = OrtLibrary.load();
  private final OrtSession session;

  /**
   * @throws EngineException when ONNX Runtime does not take the graph
   */
  public Int8Product() {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(model(), options);
    } catch (OrtException e) {
      throw new EngineException("8-bit products do not run here: " + e.getMessage(), e);
    }
  }

  /**
   * @param rows [n, size] direct, unsigned, {@link #ZERO} stands for 0
   * @param queries [size, m] direct, signed; at most 7 bits, as pairs of products are summed in 16
   *     bits on older processors
   * @param products [n, m] direct
   */
  public void multiply(
      ByteBuffer rows, int n, ByteBuffer queries, int m, int size, IntBuffer products) {
    long[] rowShape = {n, size};
    long[] queryShape = {size, m};
    long[] shape = {n, m};
    try (OnnxTensor a = OnnxTensor.createTensor(environment, rows, rowShape, OnnxJavaType.UINT8);
        OnnxTensor b =
            OnnxTensor.createTensor(environment, queries, queryShape, OnnxJavaType.INT8);
        OnnxTensor c = OnnxTensor.createTensor(environment, products, shape)) {
      session.run(Map.of("rows", a, "queries", b), Set.of(), Map.of("products", c)).close();
    } catch (OrtException e) {
      throw new EngineException("an 8-bit product failed: " + e.getMessage(), e);
    }
  }

  /** The graph as ONNX. Field numbers are those of onnx.proto. */
  private static byte[] model() {
    byte[] zero = message(2, UINT8, 8, "zero", 9, new byte[] {(byte) ZERO});
    byte[] node = message(1, "rows", 1, "queries", 1, "zero", 2, "products", 4, "MatMulInteger");
    byte[] graph =
        message(
            1,
            node,
            2,
            "product",
            5,
            zero,
            11,
            matrix("rows", UINT8, "n", "size"),
            11,
            matrix("queries", INT8, "size", "m"),
            12,
            matrix("products", INT32, "n", "m"));
    return message(1, 9L, 7, graph, 8, message(1, "", 2, OPSET));
  }

  private static byte[] matrix(String name, long type, String rows, String columns) {
    byte[] shape = message(1, message(2, rows), 1, message(2, columns));
    return message(1, name, 2, message(1, message(1, type, 2, shape)));
  }

  /** Alternating field numbers and values. */
  private static byte[] message(Object... fields) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      for (int i = 0; i < fields.length; i += 2) {
        int number = (Integer) fields[i];
        if (fields[i + 1] instanceof Long value) {
          out.writeInt64(number, value);
        } else if (fields[i + 1] instanceof String text) {
          out.writeByteArray(number, text.getBytes(StandardCharsets.UTF_8));
        } else {
          out.writeByteArray(number, (byte[]) fields[i + 1]);
        }
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException("8-bit products did not close: " + e.getMessage(), e);
    }
  }
}
