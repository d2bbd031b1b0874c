package io.sightline.recognizer.match;

import io.sightline.recognizer.engine.MatrixProduct;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Compares queries with blocks of references: one matrix product a block, and an exact comparison
 * of what could be among the nearest two. The product's rounding decides nothing, only how many
 * exact comparisons there are. For one thread; its buffers are freed when it is closed.
 *
 * <p>Nearly all products are too low, and finding that out one by one takes longer than the product
 * in 8 bits. So the rows are folded first; only where the fold reaches the bar, its rows are looked
 * at.
 */
final class BlockScanner implements AutoCloseable {
  /** More than the rounding of a sum of 4096 products of parts of unit vectors. */
  private static final float FLOAT_BOUND = 2e-4f;

  private final Scan scan;
  private final PackedQueries queries;
  private final MatrixProduct product;
  private final List<Nearest> nearest;
  private final float[] floors;
  private final FloatPointer floatProducts;
  private final FloatBuffer floatView;
  private final float[] products;
  private final IntPointer intProducts;
  private final IntBuffer intView;
  private final int[] ints;
  private final int[] intFold;
  private final float[] fold;

  /**
   * @param rows that a block has at the most
   * @param floors what the second nearest of each query has reached at least, of all scanners at
   *     work on it. Read and raised without a lock: a value that is out of date is only lower
   */
  BlockScanner(Scan scan, PackedQueries queries, int rows, MatrixProduct product, float[] floors) {
    this.scan = scan;
    this.queries = queries;
    this.product = product;
    this.floors = floors;
    nearest = scan.queries().stream().map(q -> new Nearest(q.embedding())).toList();
    int faces = queries.count();
    boolean bytes = rows == Block.ROWS;
    products = new float[rows * faces];
    floatProducts = new FloatPointer(products.length);
    floatView = floatProducts.asBuffer();
    ints = new int[bytes ? rows * faces : 0];
    intProducts = new IntPointer(Math.max(1, ints.length));
    intView = intProducts.asBuffer();
    intFold = new int[bytes ? Fold.rows(rows) * faces : 0];
    fold = new float[Fold.rows(rows) * faces];
  }

  /** For each query. */
  List<Nearest> nearest() {
    return nearest;
  }

  void scan(Snapshot.View view) {
    // A block that filled up since this snapshot was taken has bytes of rows that are not in it.
    Block.Quantised quantised = view.count() == Block.ROWS ? view.block().quantised() : null;
    if (quantised != null) {
      multiplyBytes(quantised);
      scan(view, quantised);
    } else {
      multiplyFloats(view);
      scan(view, null);
    }
  }

  private void multiplyFloats(Snapshot.View view) {
    int m = queries.count();
    product.multiply(
        view.block().floats().slice(0, view.count() * queries.size()),
        view.count(),
        queries.floats(),
        m,
        queries.size(),
        floatView.slice(0, view.count() * m));
    int length = view.count() * m;
    floatView.get(0, products, 0, length);
    Fold.floats(products, length, fold, Fold.rows(view.count()) * m);
  }

  private void multiplyBytes(Block.Quantised rows) {
    product.multiply(
        rows.bytes().asByteBuffer(),
        Block.ROWS,
        queries.bytes(),
        queries.count(),
        queries.size(),
        intView);
    intView.get(0, ints);
    Fold.ints(ints, intFold);
    for (int i = 0; i < intFold.length; i++) {
      fold[i] = intFold[i];
    }
  }

  /**
   * @param rounded null when the products are of floats
   */
  private void scan(Snapshot.View view, Block.Quantised rounded) {
    int m = queries.count();
    int folds = Fold.rows(view.count());
    float[] bars = new float[m];
    for (int q = 0; q < m; q++) {
      bars[q] = bar(view, q, rounded);
    }
    for (int f = 0, i = 0; f < folds; f++) {
      for (int q = 0; q < m; q++, i++) {
        if (fold[i] >= bars[q]) {
          unfold(view, f, folds, q, rounded);
          bars[q] = bar(view, q, rounded);
        }
      }
    }
  }

  private void unfold(Snapshot.View view, int first, int step, int query, Block.Quantised rounded) {
    Block block = view.block();
    float threshold = scan.threshold(query, block.mask());
    for (int r = first; r < view.count(); r += step) {
      int i = r * queries.count() + query;
      float near = rounded == null ? products[i] : ints[i];
      Row whose = view.rows()[r];
      if (whose != null && near >= bar(view, query, rounded)) {
        nearest.get(query).consider(block, r, whose, block.mask(), threshold);
      }
    }
  }

  /** What a product must reach, in the product's own units. */
  private float bar(Snapshot.View view, int query, Block.Quantised rounded) {
    float floor = Math.max(floors[query], nearest.get(query).floor());
    floors[query] = floor;
    float least = floor + scan.threshold(query, view.block().mask()) - FLOAT_BOUND;
    return rounded == null
        ? least
        : (least - queries.bound(query, rounded.error()))
            / (rounded.scale() * queries.scale(query));
  }

  @Override
  public void close() {
    floatProducts.close();
    intProducts.close();
  }
}
