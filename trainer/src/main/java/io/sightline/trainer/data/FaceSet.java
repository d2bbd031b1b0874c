package io.sightline.trainer.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A labelled set of aligned face pictures. Thread-safe random access; pictures that were found
 * damaged at opening are not in it.
 */
public interface FaceSet extends AutoCloseable {

  /** Number of pictures. */
  int size();

  /** Number of records that were found damaged at opening and are not in the set. */
  default int leftOut() {
    return 0;
  }

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

  /**
   * What tells this set from others: a SHA-256 of who is on which picture and of a few hundred
   * pictures.
   */
  default String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer labels = ByteBuffer.allocate(Integer.BYTES * size());
      for (int i = 0; i < size(); i++) {
        labels.putInt(label(i));
      }
      digest.update(labels.array());
      int step = Math.max(1, size() / 256);
      for (int i = 0; i < size(); i += step) {
        digest.update(stored(i));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nothing of what cannot be read: that is told of when it is met. */
  private byte[] stored(int index) {
    try {
      return encoded(index);
    } catch (FaceDataException e) {
      return new byte[0];
    }
  }

  @Override
  void close();
}
