package io.sightline.recognizer.match;

/**
 * Maxima of products: row r of the fold is the maximum of rows r, r + n, r + 2n and so on. The
 * loops are such as the JVM computes many at a time.
 */
final class Fold {
  /** How many rows become one. */
  private static final int ROWS = 32;

  private Fold() {}

  /** How many rows the fold of so many has. */
  static int rows(int rows) {
    return (rows + ROWS - 1) / ROWS;
  }

  /**
   * @param length of the products that count
   * @param width of the fold
   */
  static void floats(float[] products, int length, float[] fold, int width) {
    System.arraycopy(products, 0, fold, 0, Math.min(width, length));
    for (int from = width; from < length; from += width) {
      int end = Math.min(width, length - from);
      for (int i = 0; i < end; i++) {
        // Math.max would take care of what is no number, one by one.
        fold[i] = products[from + i] > fold[i] ? products[from + i] : fold[i];
      }
    }
  }

  /** As above, of a whole number of folds. */
  static void ints(int[] products, int[] fold) {
    System.arraycopy(products, 0, fold, 0, fold.length);
    for (int from = fold.length; from < products.length; from += fold.length) {
      for (int i = 0; i < fold.length; i++) {
        fold[i] = Math.max(fold[i], products[from + i]);
      }
    }
  }
}
