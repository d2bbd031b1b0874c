package io.sightline.trainer.evaluate;

import java.util.Arrays;

/**
 * Similarities of pairs.
 *
 * @param first picture of each pair
 * @param second picture of each pair
 * @param similarity cosine; -1 where a picture has no face that was found, which is a non-match
 * @param same whether the pair shows one person
 */
record ScoredPairs(int[] first, int[] second, float[] similarity, boolean[] same) {

  static final ScoredPairs NONE =
      new ScoredPairs(new int[0], new int[0], new float[0], new boolean[0]);

  int size() {
    return same.length;
  }

  /** These, then others. */
  ScoredPairs and(ScoredPairs others) {
    int n = size() + others.size();
    ScoredPairs both =
        new ScoredPairs(
            Arrays.copyOf(first, n),
            Arrays.copyOf(second, n),
            Arrays.copyOf(similarity, n),
            Arrays.copyOf(same, n));
    System.arraycopy(others.first, 0, both.first, size(), others.size());
    System.arraycopy(others.second, 0, both.second, size(), others.size());
    System.arraycopy(others.similarity, 0, both.similarity, size(), others.size());
    System.arraycopy(others.same, 0, both.same, size(), others.size());
    return both;
  }
}
