package io.sightline.recognizer.match;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** The queries of one search in native memory, as both kinds of product want them. */
final class PackedQueries implements AutoCloseable {
  /** Seven bits: see {@link io.sightline.recognizer.engine.Int8Product}. */
  private static final int LEVELS = 63;

  private final int count;
  private final int size;
  private final FloatPointer floats;
  private final BytePointer bytes;
  private final float[] scales;
  private final float[] errors;

  PackedQueries(Scan scan) {
    count = scan.queries().size();
    size = scan.size();
    floats = new FloatPointer((long) count * size);
    bytes = new BytePointer((long) count * size);
    scales = new float[count];
    errors = new float[count];
    byte[] levels = new byte[size];
    byte[] columns = new byte[count * size];
    for (int q = 0; q < count; q++) {
      float[] values = scan.queries().get(q).embedding().values();
      floats.position((long) q * size).put(values, 0, size);
      scales[q] = Quantiser.scale(values, LEVELS);
      errors[q] = (float) Quantiser.quantise(values, scales[q], 0, levels);
      for (int i = 0; i < size; i++) {
        columns[i * count + q] = levels[i];
      }
    }
    floats.position(0);
    bytes.put(columns, 0, columns.length);
  }

  int count() {
    return count;
  }

  int size() {
    return size;
  }

  /** [count, size]. */
  FloatPointer floats() {
    return floats;
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
