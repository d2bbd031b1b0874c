package io.sightline.recognizer.engine;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Graphs of one matrix product as ONNX. The numbers are the fields of onnx.proto. */
final class ProductGraph {
  static final String ROWS = "rows";
  static final String QUERIES = "queries";
  static final String PRODUCTS = "products";

  private static final long FLOAT = 1;
  private static final long UINT8 = 2;
  private static final long INT8 = 3;
  private static final long INT32 = 6;
  private static final long IR_VERSION = 9;
  private static final long OPSET = 17;

  private ProductGraph() {}

  static byte[] floats() {
    byte[] node = message(1, ROWS, 1, QUERIES, 2, PRODUCTS, 4, "MatMul");
    return model(message(1, node), FLOAT, FLOAT, FLOAT);
  }

  /**
   * @param zero of the rows
   */
  static byte[] bytes(int zero) {
    byte[] node = message(1, ROWS, 1, QUERIES, 1, "zero", 2, PRODUCTS, 4, "MatMulInteger");
    byte[] constant = message(2, UINT8, 8, "zero", 9, new byte[] {(byte) zero});
    return model(message(1, node, 5, constant), UINT8, INT8, INT32);
  }

  private static byte[] model(byte[] nodes, long rowType, long queryType, long productType) {
    byte[] rows = value(ROWS, rowType, "n", "size");
    byte[] queries = value(QUERIES, queryType, "size", "m");
    byte[] products = value(PRODUCTS, productType, "n", "m");
    byte[] ends = message(2, "product", 11, rows, 11, queries, 12, products);
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    graph.writeBytes(nodes);
    graph.writeBytes(ends);
    return message(1, IR_VERSION, 7, graph.toByteArray(), 8, message(1, "", 2, OPSET));
  }

  private static byte[] value(String name, long type, String rows, String columns) {
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
}
