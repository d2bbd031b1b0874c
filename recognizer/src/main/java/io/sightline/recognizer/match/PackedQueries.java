package io.sightline.recognizer.match;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** The queries of one search in native memory, as both kinds of product want them. */
final class PackedQueries implements AutoCloseable {
  private final int count;
  private final int size;
  private final FloatPointer floats;
  private final BytePointer bytes;
  private final float[] scales;
  private final float[] errors;

  /**
   * @param levels that the bytes may have
   */
  PackedQueries(Scan scan, int levels) {
    count = scan.queries().size();
    size = scan.size();
    floats = new FloatPointer((long) count * size);
    bytes = new BytePointer((long) count * size);
    scales = new float[count];
    errors = new float[count];
    byte[] rounded = new byte[size];
    byte[] byteColumns = new byte[count * size];
    float[] columns = new float[count * size];
    for (int q = 0; q < count; q++) {
      float[] values = scan.queries().get(q).embedding().values();
      scales[q] = Quantiser.scale(values, levels);
      errors[q] = (float) Quantiser.quantise(values, scales[q], 0, rounded);
      for (int i = 0; i < size; i++) {
        columns[i * count + q] = values[i];
        byteColumns[i * count + q] = rounded[i];
      }
    }
    floats.put(columns, 0, columns.length);
    bytes.put(byteColumns, 0, byteColumns.length);
  }

  int count() {
    return count;
  }

  int size() {
    return size;
  }

  /** [size, count]. */
  FloatBuffer floats() {
    return floats.asBuffer();
  }

  /** [size, count]. */
  ByteBuffer bytes() {
    return bytes.asByteBuffer();
  }

  float scale(int query) {
    return scales[query];
  }

  /**
   * How far the product of the rounded vectors can be from that of the true ones, by the triangle
   * inequality: both are of length one.
   *
   * @param rowError length of the row's rounding error
   */
  float bound(int query, float rowError) {
    return errors[query] + rowError * (1 + errors[query]);
  }

  @Override
  public void close() {
    floats.close();
    bytes.close();
  }
}
