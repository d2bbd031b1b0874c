package io.sightline.recognizer.match;

import io.sightline.contract.wire.MaskState;
import io.sightline.recognizer.engine.Int8Product;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * Templates of one mask state in native memory, a row each. Rows are only ever added, so whoever
 * knows how many there were can read them without a lock. Freed when nobody holds it any more.
 *
 * <p>A full block also has its rows in 8 bits, a scale a row: value = scale * (byte - 128).
 */
final class Block {
  /** Rows: eight megabytes of floats at 512 a row, two of bytes; fewer are slower to multiply. */
  static final int ROWS = 4096;

  private static final int LEVELS = 127;

  private final int size;
  private final MaskState mask;
  private final FloatPointer floats;
  private final AtomicInteger holders = new AtomicInteger(1);
  private int count;
  private volatile Quantised quantised;

  /**
   * @param scales of the rows
   * @param error length of the longest row's rounding error
   */
  record Quantised(BytePointer bytes, float[] scales, float error) {}

  Block(int size, MaskState mask) {
    this.size = size;
    this.mask = mask;
    floats = new FloatPointer((long) ROWS * size);
  }

  MaskState mask() {
    return mask;
  }

  FloatPointer floats() {
    return floats;
  }

  boolean full() {
    return count == ROWS;
  }

  /** Null until the block is full, or when 8 bits are not wanted. */
  Quantised quantised() {
    return quantised;
  }

  /** Returns its row. For the one thread that edits. */
  int add(float[] template) {
    row(count).put(template, 0, size);
    return count++;
  }

  /** Reads a row into an array of its length. */
  void read(int row, float[] into) {
    row(row).get(into, 0, size);
  }

  private FloatPointer row(int row) {
    return new FloatPointer(floats).position((long) row * size);
  }

  /** For the one thread that edits, once it is full. */
  void quantise() {
    BytePointer bytes = new BytePointer((long) ROWS * size);
    float[] scales = new float[ROWS];
    float[] template = new float[size];
    byte[] levels = new byte[size];
    double worst = 0;
    for (int r = 0; r < ROWS; r++) {
      read(r, template);
      scales[r] = Quantiser.scale(template, LEVELS);
      worst = Math.max(worst, Quantiser.quantise(template, scales[r], Int8Product.ZERO, levels));
      bytes.position((long) r * size).put(levels, 0, size);
    }
    quantised = new Quantised(bytes.position(0), scales, (float) worst);
  }

  void hold() {
    holders.incrementAndGet();
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      floats.deallocate();
      if (quantised != null) {
        quantised.bytes().deallocate();
      }
    }
  }
}
