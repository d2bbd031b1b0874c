package io.sightline.trainer.evaluate;

/**
 * How far the pictures of one person lie from those of others in an embedding.
 *
 * @param genuine mean cosine of two pictures of one person
 * @param impostor mean cosine of pictures of two people
 * @param equalError the rate at which as many genuine pairs are refused as impostors accepted
 * @param tarAt100 share of the genuine pairs accepted at one false match in a hundred
 */
public record Separation(double genuine, double impostor, double equalError, double tarAt100) {

  /**
   * Over all pairs.
   *
   * @param embeddings unit vectors
   * @param people number of the person on each
   */
  public static Separation of(float[][] embeddings, int[] people) {
    int n = embeddings.length;
    float[] similarity = new float[n * (n - 1) / 2];
    boolean[] same = new boolean[similarity.length];
    double[] sums = new double[2];
    int[] counts = new int[2];
    int k = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        float dot = 0;
        for (int e = 0; e < embeddings[i].length; e++) {
          dot += embeddings[i][e] * embeddings[j][e];
        }
        similarity[k] = dot;
        same[k] = people[i] == people[j];
        sums[same[k] ? 1 : 0] += dot;
        counts[same[k] ? 1 : 0]++;
        k++;
      }
    }
    Roc roc = new Roc(similarity, same);
    return new Separation(
        sums[1] / counts[1], sums[0] / counts[0], equalError(roc), roc.at(0.01).tar());
  }

  private static double equalError(Roc roc) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 30; i++) {
      double middle = (low + high) / 2;
      if (1 - roc.at(middle).tar() > middle) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
