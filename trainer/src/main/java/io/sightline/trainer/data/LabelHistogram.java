package io.sightline.trainer.data;

import java.util.Arrays;

/** How many pictures identities have, as text. */
final class LabelHistogram {
  private static final int[] FROM = {0, 1, 2, 5, 10, 20, 50, 100, 200, 500};
  private static final int BAR = 40;

  private LabelHistogram() {}

  static String of(FaceSet set) {
    int[] pictures = new int[set.identities()];
    for (int i = 0; i < set.size(); i++) {
      pictures[set.label(i)]++;
    }
    Arrays.sort(pictures);
    int n = pictures.length;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "pictures of an identity: %d to %d, median %d%n",
            pictures[0], pictures[n - 1], pictures[n / 2]));
    int[] bins = new int[FROM.length];
    for (int count : pictures) {
      int bin = Arrays.binarySearch(FROM, count);
      bins[bin >= 0 ? bin : -bin - 2]++;
    }
    int most = Arrays.stream(bins).max().orElseThrow();
    for (int b = 0; b < FROM.length; b++) {
      if (bins[b] > 0) {
        text.append(
            String.format(
                "%9s %9d %s%n", range(b), bins[b], "#".repeat(Math.max(1, bins[b] * BAR / most))));
      }
    }
    if (bins[1] > 0) {
      text.append(bins[1]).append(" identities have one picture only: they teach little\n");
    }
    if (bins[0] > 0) {
      text.append(bins[0]).append(" identities have no picture\n");
    }
    return text.toString();
  }

  private static String range(int bin) {
    if (bin == FROM.length - 1) {
      return FROM[bin] + "+";
    }
    int last = FROM[bin + 1] - 1;
    return last == FROM[bin] ? Integer.toString(last) : FROM[bin] + "-" + last;
  }
}
