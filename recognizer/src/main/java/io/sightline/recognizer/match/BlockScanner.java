package io.sightline.recognizer.match;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.blas_set_num_threads;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

import io.sightline.recognizer.engine.Int8Product;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;

/**
 * Compares queries with blocks of templates: one matrix product a block, and an exact comparison of
 * what could be among the nearest two. The product's rounding decides nothing, only how many exact
 * comparisons there are. For one thread; its buffers are freed when it is closed.
 */
final class BlockScanner implements AutoCloseable {
  /** More than the rounding of a sum of 4096 products of parts of unit vectors. */
  private static final float FLOAT_BOUND = 2e-4f;

  static {
    // Blocks are shared out among threads here; a second pool below would only get in their way.
    blas_set_num_threads(1);
  }

  private final Scan scan;
  private final PackedQueries queries;
  private final Int8Product int8;
  private final List<Nearest> nearest;
  private final float[] bars;
  private FloatPointer floatProducts;
  private float[] floats;
  private IntPointer intProducts;
  private int[] ints;

  /**
   * @param int8 null to multiply everything in float
   */
  BlockScanner(Scan scan, PackedQueries queries, Int8Product int8) {
    this.scan = scan;
    this.queries = queries;
    this.int8 = int8;
    this.nearest = scan.queries().stream().map(q -> new Nearest(q.embedding())).toList();
    this.bars = new float[queries.count()];
  }

  /** For each query. */
  List<Nearest> nearest() {
    return nearest;
  }

  void scan(Snapshot.View view) {
    Block.Quantised quantised = view.block().quantised();
    if (quantised != null && int8 != null) {
      scanBytes(view, quantised);
    } else {
      scanFloats(view);
    }
  }

  private void scanFloats(Snapshot.View view) {
    int m = queries.count();
    int k = queries.size();
    if (floats == null || floats.length < view.count() * m) {
      free(floatProducts);
      floats = new float[view.count() * m];
      floatProducts = new FloatPointer(floats.length);
    }
    cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        view.count(),
        m,
        k,
        1,
        view.block().floats(),
        k,
        queries.floats(),
        k,
        0,
        floatProducts,
        m);
    floatProducts.get(floats, 0, view.count() * m);
    for (int q = 0; q < m; q++) {
      bars[q] = bar(view, q, FLOAT_BOUND, 1);
    }
    for (int r = 0, i = 0; r < view.count(); r++) {
      for (int q = 0; q < m; q++, i++) {
        if (floats[i] >= bars[q] && consider(view, r, q)) {
          bars[q] = bar(view, q, FLOAT_BOUND, 1);
        }
      }
    }
  }

  private void scanBytes(Snapshot.View view, Block.Quantised rows) {
    int m = queries.count();
    if (ints == null) {
      ints = new int[Block.ROWS * m];
      intProducts = new IntPointer(ints.length);
    }
    int8.multiply(
        rows.bytes().asByteBuffer(),
        Block.ROWS,
        queries.bytes(),
        m,
        queries.size(),
        intProducts.asBuffer());
    intProducts.get(ints, 0, ints.length);
    for (int q = 0; q < m; q++) {
      bars[q] = bar(view, q, byteBound(q, rows), queries.scale(q));
    }
    for (int r = 0, i = 0; r < view.count(); r++) {
      float scale = rows.scales()[r];
      for (int q = 0; q < m; q++, i++) {
        if (ints[i] * scale >= bars[q] && consider(view, r, q)) {
          bars[q] = bar(view, q, byteBound(q, rows), queries.scale(q));
        }
      }
    }
  }

  private float byteBound(int query, Block.Quantised rows) {
    return queries.bound(query, rows.error()) + FLOAT_BOUND;
  }

  /** What a product must reach, in units of the query's scale. */
  private float bar(Snapshot.View view, int query, float bound, float scale) {
    float threshold = scan.threshold(query, view.block().mask());
    return (nearest.get(query).floor() + threshold - bound) / scale;
  }

  private boolean consider(Snapshot.View view, int row, int query) {
    Row whose = view.rows()[row];
    if (whose == null) {
      return false;
    }
    Block block = view.block();
    float threshold = scan.threshold(query, block.mask());
    nearest.get(query).consider(block, row, whose, block.mask(), threshold);
    return true;
  }

  private static void free(org.bytedeco.javacpp.Pointer pointer) {
    if (pointer != null) {
      pointer.close();
    }
  }

  @Override
  public void close() {
    free(floatProducts);
    free(intProducts);
  }
}
