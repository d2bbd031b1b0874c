package io.sightline.trainer.train;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.MaskWear;
import java.util.Set;

/**
 * Another set, with differences.
 *
 * @param damaged pictures that are none
 * @param worn by everybody
 */
record AlteredFaces(FaceSet faces, Set<Integer> damaged, MaskWear worn) implements FaceSet {
  @Override
  public MaskWear wear(int index) {
    return worn;
  }

  @Override
  public int size() {
    return faces.size();
  }

  @Override
  public int identities() {
    return faces.identities();
  }

  @Override
  public int label(int index) {
    return faces.label(index);
  }

  @Override
  public byte[] encoded(int index) {
    return damaged.contains(index) ? new byte[100] : faces.encoded(index);
  }

  @Override
  public String name(int index) {
    return faces.name(index);
  }

  @Override
  public void close() {
    faces.close();
  }
}
