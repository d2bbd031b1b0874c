package io.sightline.recognizer.match;

import io.sightline.recognizer.engine.MatrixProduct;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Exact search of a snapshot for the two nearest identities of each query. Thread-safe. Large ones
 * are shared out among the common pool's threads.
 */
final class GallerySearch {
  /** Multiplications below which a second thread costs more than it brings. */
  private static final long SMALL = 20_000_000;

  private GallerySearch() {}

  static List<Nearest> search(Snapshot snapshot, Scan scan, MatrixProduct product) {
    List<Snapshot.View> views = snapshot.views();
    long work = (long) snapshot.references() * scan.queries().size() * scan.size();
    int workers =
        work < SMALL ? 1 : Math.min(views.size(), Runtime.getRuntime().availableProcessors());
    AtomicInteger next = new AtomicInteger();
    float[] floors = new float[scan.queries().size()];
    Arrays.fill(floors, Float.NEGATIVE_INFINITY);
    int rows = views.stream().mapToInt(Snapshot.View::count).max().orElse(0);
    try (PackedQueries queries = new PackedQueries(scan, product.queryLevels())) {
      return Workers.all(
              workers,
              w -> work(views, next, new BlockScanner(scan, queries, rows, product, floors)))
          .stream()
          .reduce(GallerySearch::merge)
          .orElseThrow();
    }
  }

  private static List<Nearest> work(
      List<Snapshot.View> views, AtomicInteger next, BlockScanner scanner) {
    try (scanner) {
      for (int v = next.getAndIncrement(); v < views.size(); v = next.getAndIncrement()) {
        scanner.scan(views.get(v));
      }
      return scanner.nearest();
    } catch (RuntimeException | Error e) {
      // What the others find is of no use any more.
      next.set(views.size());
      throw e;
    }
  }

  private static List<Nearest> merge(List<Nearest> into, List<Nearest> other) {
    for (int q = 0; q < into.size(); q++) {
      into.get(q).merge(other.get(q));
    }
    return into;
  }
}
