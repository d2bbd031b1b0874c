package io.sightline.trainer.evaluate;

/**
 * Similarities of pairs.
 *
 * @param first picture of each pair
 * @param second picture of each pair
 * @param similarity cosine; -1 where a picture has no face that was found, which is a non-match
 * @param same whether the pair shows one person
 */
record ScoredPairs(int[] first, int[] second, float[] similarity, boolean[] same) {

  int size() {
    return same.length;
  }
}
