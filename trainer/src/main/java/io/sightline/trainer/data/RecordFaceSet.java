package io.sightline.trainer.data;

import java.util.Arrays;

/** The pictures of an InsightFace {@code .rec} file, found by {@link RecordFaceSetReader}. */
final class RecordFaceSet implements FaceSet {
  private final RecordIoFile file;
  private final int identities;
  private final int[] keys;
  private final int[] labels;
  private final long[] offsets;
  private final MaskWear[] wears;
  private final int leftOut;

  RecordFaceSet(
      RecordIoFile file,
      int identities,
      int[] keys,
      int[] labels,
      long[] offsets,
      MaskWear[] wears,
      int leftOut) {
    this.file = file;
    this.identities = identities;
    this.keys = keys;
    this.labels = labels;
    this.offsets = offsets;
    this.wears = wears;
    this.leftOut = leftOut;
  }

  @Override
  public int size() {
    return keys.length;
  }

  @Override
  public int leftOut() {
    return leftOut;
  }

  @Override
  public int identities() {
    return identities;
  }

  @Override
  public int label(int index) {
    return labels[index];
  }

  @Override
  public MaskWear wear(int index) {
    return wears[index];
  }

  @Override
  public byte[] encoded(int index) {
    String name = name(index);
    byte[] record = file.read(offsets[index], name);
    int from = (int) ImageHeader.parse(record, name).pictureOffset();
    return Arrays.copyOfRange(record, from, record.length);
  }

  @Override
  public String name(int index) {
    return file.file().getFileName() + " record " + keys[index];
  }

  /** The maps go when nothing refers to them any more. */
  @Override
  public void close() {}
}
