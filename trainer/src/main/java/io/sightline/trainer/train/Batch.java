package io.sightline.trainer.train;

import static org.bytedeco.pytorch.global.torch.empty;

import io.sightline.trainer.mask.TrainingView;
import io.sightline.trainer.net.Straightener;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * The pictures of one step in native memory, used again and again. Disjoint places may be filled by
 * several threads at once.
 */
public final class Batch implements AutoCloseable {
  private static final int SIDE = 112;
  private static final int PICTURE = SIDE * SIDE * 3;

  private final Tensor pixels;
  private final ByteBuffer bytes;
  private final long[] labels;
  private final long[] masked;
  private final float[] motions;
  private final int[] indices;

  /**
   * @param pinned for CUDA: memory that it can read by itself
   */
  Batch(int size, boolean pinned) {
    TensorOptions options =
        new TensorOptions(ScalarType.Byte).pinned_memory(new BoolOptional(pinned));
    pixels = empty(new long[] {size, SIDE, SIDE, 3}, options, new MemoryFormatOptional());
    bytes = new BytePointer(pixels.data_ptr()).capacity((long) size * PICTURE).asByteBuffer();
    labels = new long[size];
    masked = new long[size];
    motions = new float[size * Straightener.NUMBERS];
    indices = new int[size];
  }

  void set(int place, int index, TrainingView view, int label) {
    bytes.put(place * PICTURE, view.rgb(), 0, PICTURE);
    indices[place] = index;
    labels[place] = label;
    masked[place] = view.masked() ? 1 : 0;
    float[] motion = Straightener.motion(view.moved());
    System.arraycopy(motion, 0, motions, place * motion.length, motion.length);
  }

  public int size() {
    return labels.length;
  }

  /** Bytes, [N, 112, 112, 3], RGB. */
  Tensor pixels() {
    return pixels;
  }

  long[] labels() {
    return labels;
  }

  /** 1 where a mask covers the mouth. */
  long[] masked() {
    return masked;
  }

  /** How the pictures were moved, see {@link Straightener}; one after another. */
  float[] motions() {
    return motions;
  }

  /** Of the pictures in their set. */
  int[] indices() {
    return indices;
  }

  @Override
  public void close() {
    pixels.close();
  }
}
