package io.sightline.trainer.data;

/**
 * A labelled set of aligned face pictures. Thread-safe random access; pictures that were found
 * damaged at opening are not in it.
 */
public interface FaceSet extends AutoCloseable {

  /** Number of pictures. */
  int size();

  /** Number of classes: every label is from 0 to one below it. */
  int identities();

  /** Class of picture {@code index}. */
  int label(int index);

  /** Whether the person on picture {@code index} wears a mask; bare where it is not known. */
  default MaskWear wear(int index) {
    return MaskWear.BARE;
  }

  /**
   * The picture as it is stored (JPEG, PNG, ...).
   *
   * @throws FaceDataException when it cannot be read; names it
   */
  byte[] encoded(int index);

  /** What messages call picture {@code index}: file and record, or path. */
  String name(int index);

  @Override
  void close();
}
