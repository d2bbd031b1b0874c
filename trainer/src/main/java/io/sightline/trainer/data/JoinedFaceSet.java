package io.sightline.trainer.data;

import java.util.Arrays;
import java.util.List;

/** Several sets as one; nobody is in two of them. */
final class JoinedFaceSet implements FaceSet {
  private final List<FaceSet> sets;
  private final String[] names;
  private final int[] firstPicture;
  private final int[] firstLabel;

  /**
   * Closes them when it is closed.
   *
   * @param names what messages call each set
   */
  JoinedFaceSet(List<FaceSet> sets, List<String> names) {
    this.sets = sets;
    this.names = names.toArray(String[]::new);
    firstPicture = new int[sets.size() + 1];
    firstLabel = new int[sets.size() + 1];
    for (int s = 0; s < sets.size(); s++) {
      firstPicture[s + 1] = Math.addExact(firstPicture[s], sets.get(s).size());
      firstLabel[s + 1] = Math.addExact(firstLabel[s], sets.get(s).identities());
    }
  }

  @Override
  public int size() {
    return firstPicture[sets.size()];
  }

  @Override
  public int leftOut() {
    return sets.stream().mapToInt(FaceSet::leftOut).sum();
  }

  @Override
  public int identities() {
    return firstLabel[sets.size()];
  }

  @Override
  public int label(int index) {
    int s = set(index);
    return firstLabel[s] + sets.get(s).label(index - firstPicture[s]);
  }

  @Override
  public MaskWear wear(int index) {
    int s = set(index);
    return sets.get(s).wear(index - firstPicture[s]);
  }

  @Override
  public byte[] encoded(int index) {
    int s = set(index);
    return sets.get(s).encoded(index - firstPicture[s]);
  }

  @Override
  public String name(int index) {
    int s = set(index);
    return names[s] + "/" + sets.get(s).name(index - firstPicture[s]);
  }

  /** Sets are never empty, so no two begin with the same picture. */
  private int set(int index) {
    int found = Arrays.binarySearch(firstPicture, index);
    return found >= 0 ? found : -found - 2;
  }

  @Override
  public void close() {
    sets.forEach(FaceSet::close);
  }
}
