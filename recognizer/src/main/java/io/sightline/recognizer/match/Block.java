package io.sightline.recognizer.match;

import io.sightline.contract.wire.MaskState;
import io.sightline.recognizer.engine.MatrixProduct;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/**
 * References of one mask state in native memory, a row each. Rows are only ever added, so whoever
 * knows how many there were can read them without a lock. Freed when nobody holds it any more.
 *
 * <p>A full block also has its rows in 8 bits: value = scale * (byte - 128).
 */
final class Block {
  /** Enough to multiply at full speed, and few enough for 64 products each in a core's cache. */
  static final int ROWS = 2048;

  private static final int LEVELS = 127;

  private final int size;
  private final MaskState mask;
  private final FloatPointer floats;
  private final FloatBuffer rows;
  private final AtomicInteger holders = new AtomicInteger(1);
  private int count;
  private volatile Quantised quantised;
  private volatile Runnable whenFreed = () -> {};

  /**
   * @param scale of all rows, so that their products can be compared as they are
   * @param error length of the longest row's rounding error
   */
  record Quantised(BytePointer bytes, float scale, float error) {}

  Block(int size, MaskState mask) {
    this.size = size;
    this.mask = mask;
    floats = new FloatPointer((long) ROWS * size);
    rows = floats.asBuffer();
  }

  MaskState mask() {
    return mask;
  }

  /** [ROWS, size]. */
  FloatBuffer floats() {
    return rows;
  }

  boolean full() {
    return count == ROWS;
  }

  /** Null until the block is full, or when 8 bits are not wanted. */
  Quantised quantised() {
    return quantised;
  }

  /** Returns its row. For the one thread that edits. */
  int add(float[] reference) {
    rows.put(count * size, reference, 0, size);
    return count++;
  }

  /** Reads a row into an array of its length. */
  void read(int row, float[] into) {
    rows.get(row * size, into, 0, size);
  }

  /** For the one thread that edits, once it is full. */
  void quantise() {
    BytePointer bytes = new BytePointer((long) ROWS * size);
    float[] reference = new float[size];
    float scale = 0;
    for (int r = 0; r < ROWS; r++) {
      read(r, reference);
      scale = Math.max(scale, Quantiser.scale(reference, LEVELS));
    }
    byte[] levels = new byte[size];
    double worst = 0;
    for (int r = 0; r < ROWS; r++) {
      read(r, reference);
      worst = Math.max(worst, Quantiser.quantise(reference, scale, MatrixProduct.ZERO, levels));
      bytes.position((long) r * size).put(levels, 0, size);
    }
    quantised = new Quantised(bytes.position(0), scale, (float) worst);
  }

  /**
   * What goes with it. For somebody who holds it.
   *
   * @param end runs once, on any thread, when it is freed
   */
  void whenFreed(Runnable end) {
    whenFreed = end;
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
      whenFreed.run();
    }
  }
}
