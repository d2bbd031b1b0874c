package io.sightline.trainer.ablation;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.MaskWear;
import java.util.stream.IntStream;

/** The pictures of a set on which nobody wears a mask; with the labels they have there. */
final class BareFaces implements FaceSet {
  private final FaceSet all;
  private final int[] bare;

  BareFaces(FaceSet all) {
    this.all = all;
    bare = IntStream.range(0, all.size()).filter(i -> all.wear(i) == MaskWear.BARE).toArray();
  }

  @Override
  public int size() {
    return bare.length;
  }

  @Override
  public int identities() {
    return all.identities();
  }

  @Override
  public int label(int index) {
    return all.label(bare[index]);
  }

  @Override
  public byte[] encoded(int index) {
    return all.encoded(bare[index]);
  }

  @Override
  public String name(int index) {
    return all.name(bare[index]);
  }

  /** The set it is taken from is closed by whoever opened it. */
  @Override
  public void close() {}
}
