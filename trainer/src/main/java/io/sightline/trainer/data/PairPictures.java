package io.sightline.trainer.data;

/** The pictures of a verification set, labelled by their pair. */
final class PairPictures implements FaceSet {
  private final VerificationSet set;

  PairPictures(VerificationSet set) {
    this.set = set;
  }

  @Override
  public int size() {
    return set.pictures().size();
  }

  @Override
  public int identities() {
    return set.pairs().size();
  }

  @Override
  public int label(int index) {
    return index / 2;
  }

  @Override
  public byte[] encoded(int index) {
    return set.pictures().get(index).encoded();
  }

  @Override
  public String name(int index) {
    return set.pictures().get(index).name();
  }

  @Override
  public void close() {}
}
