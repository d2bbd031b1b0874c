package io.sightline.recognizer.match;

import io.sightline.contract.wire.MaskState;
import io.sightline.recognizer.engine.CardProducts;
import io.sightline.recognizer.engine.CudaProducts;
import io.sightline.recognizer.engine.EngineException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search of a large gallery with the products made on a card, where the rows of all blocks that
 * were searched lie until the blocks are freed. Finds what {@link GallerySearch} finds, or leaves
 * it to that. Thread-safe; searches take turns.
 *
 * <p>The card's products decide nothing. The row that comes nearest in each block is compared
 * exactly, as long as it can matter; that gives what the second nearest has reached at least. Then
 * the card names every row that could reach as much, and these are compared exactly.
 */
final class CardSearch implements AutoCloseable {
  /** References from which on the way to the card and back is the shorter one. */
  static final int LEAST = 65_536;

  private static final Logger LOG = LoggerFactory.getLogger(CardSearch.class);
  private static final int ATTEMPTS = 3;
  private static final int KINDS = MaskState.values().length;

  private final int least;
  private final Supplier<CardProducts> opener;
  private final Map<Block, Loaded> loaded = new ConcurrentHashMap<>();
  private CardProducts card;
  private volatile boolean over;
  private volatile boolean searched;

  /** A block's rows on the card. */
  private static final class Loaded {
    private final CardProducts.Rows rows;
    private int count;

    Loaded(CardProducts.Rows rows) {
      this.rows = rows;
    }
  }

  /**
   * @param least references for which the card is used
   * @param opener called once, when there are as many
   */
  CardSearch(int least, Supplier<CardProducts> opener) {
    this.least = least;
    this.opener = opener;
  }

  /** Leaves every search to the CPU. */
  static CardSearch none() {
    return new CardSearch(
        Integer.MAX_VALUE,
        () -> {
          throw new IllegalStateException("there is no card");
        });
  }

  /** On the first NVIDIA card, if this build and this machine have what it takes. */
  static CardSearch onCuda(int size) {
    Optional<String> missing = CudaProducts.missing();
    // A build that was never meant for a card is no reason to say anything.
    missing
        .filter(what -> CudaProducts.isBuiltIn())
        .ifPresent(what -> LOG.info("the gallery is searched on the CPU: {}", what));
    return missing.isPresent() ? none() : onCuda(size, LEAST);
  }

  static CardSearch onCuda(int size, int least) {
    return new CardSearch(least, () -> CudaProducts.open(size, Block.ROWS, Matcher.MOST, KINDS));
  }

  /** Whether it has made the last search. */
  boolean searched() {
    return searched;
  }

  /**
   * For each query; empty when the CPU has to search: the gallery is small, too many references
   * come equally near, or the card has failed, which is told once.
   */
  Optional<List<Nearest>> search(Snapshot snapshot, Scan scan) {
    Optional<List<Nearest>> found =
        snapshot.references() < least || over ? Optional.empty() : inTurn(snapshot, scan);
    searched = found.isPresent();
    return found;
  }

  private synchronized Optional<List<Nearest>> inTurn(Snapshot snapshot, Scan scan) {
    if (over) {
      return Optional.empty();
    }
    try {
      if (card == null) {
        card = opener.get();
      }
      return nearest(snapshot.views(), scan);
    } catch (EngineException | LinkageError e) {
      LOG.warn(
          "the card failed; until the next start the gallery is searched on the CPU: {}",
          e.getMessage());
      close();
      return Optional.empty();
    }
  }

  private Optional<List<Nearest>> nearest(List<Snapshot.View> views, Scan scan) {
    List<Nearest> nearest = scan.queries().stream().map(q -> new Nearest(q.embedding())).toList();
    card.ask(values(scan), thresholds(scan));
    for (int from = 0; from < views.size(); from += card.parts()) {
      List<Snapshot.View> some = views.subList(from, Math.min(views.size(), from + card.parts()));
      CardProducts.Best best = card.best(some.stream().map(v -> part(v, scan.size())).toList());
      for (int q = 0; q < nearest.size(); q++) {
        considerBest(best, q, some, scan, nearest.get(q));
      }
      if (!considerNear(some, scan, nearest)) {
        return Optional.empty();
      }
    }
    return Optional.of(nearest);
  }

  /**
   * Whatever could be among the nearest two. Where too many could, as the best ones are of one
   * identity or of removed references, some of them raise what must be reached.
   *
   * @return false when there are too many all the same
   */
  private boolean considerNear(List<Snapshot.View> views, Scan scan, List<Nearest> nearest) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      float[] bars = new float[nearest.size()];
      for (int q = 0; q < bars.length; q++) {
        bars[q] = bar(nearest.get(q));
      }
      CardProducts.Found found = card.above(bars);
      for (CardProducts.Near n : found.near()) {
        consider(views.get(n.part()), n.row(), n.query(), scan, nearest.get(n.query()));
      }
      if (found.all()) {
        return true;
      }
    }
    return false;
  }

  /** From the nearest on, until the rest cannot matter any more. */
  private static void considerBest(
      CardProducts.Best best, int query, List<Snapshot.View> views, Scan scan, Nearest nearest) {
    int first = query * views.size();
    int at = largest(best.excesses(), first, views.size());
    while (at >= 0 && best.excesses()[at] >= bar(nearest)) {
      consider(views.get(at - first), best.rows()[at], query, scan, nearest);
      best.excesses()[at] = Float.NEGATIVE_INFINITY;
      at = largest(best.excesses(), first, views.size());
    }
  }

  /** Where it is; -1 when there is none. */
  private static int largest(float[] values, int from, int count) {
    int at = -1;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + count; i++) {
      if (values[i] > most) {
        most = values[i];
        at = i;
      }
    }
    return at;
  }

  private static void consider(
      Snapshot.View view, int index, int query, Scan scan, Nearest nearest) {
    Row row = view.rows()[index];
    if (row != null) {
      MaskState mask = view.block().mask();
      nearest.consider(view.block(), index, row, mask, scan.threshold(query, mask));
    }
  }

  /** What an excess of the card's must reach to matter. */
  private static float bar(Nearest nearest) {
    return nearest.floor() - CardProducts.BOUND;
  }

  /** Loads what is not yet on the card: a block's rows are only ever added to. */
  private CardProducts.Part part(Snapshot.View view, int size) {
    Block block = view.block();
    Loaded there = loaded.get(block);
    if (there == null) {
      there = new Loaded(card.take());
      loaded.put(block, there);
      block.whenFreed(() -> free(block));
    }
    if (there.count < view.count()) {
      int from = there.count * size;
      card.load(there.rows, block.floats().slice(from, view.count() * size - from), there.count);
      there.count = view.count();
    }
    return new CardProducts.Part(there.rows, view.count(), block.mask().ordinal());
  }

  private void free(Block block) {
    Loaded there = loaded.remove(block);
    if (there != null) {
      there.rows.close();
    }
  }

  private static float[] values(Scan scan) {
    int size = scan.size();
    float[] values = new float[scan.queries().size() * size];
    for (int q = 0; q < scan.queries().size(); q++) {
      System.arraycopy(scan.queries().get(q).embedding().values(), 0, values, q * size, size);
    }
    return values;
  }

  private static float[] thresholds(Scan scan) {
    float[] thresholds = new float[scan.queries().size() * KINDS];
    for (int q = 0; q < scan.queries().size(); q++) {
      System.arraycopy(scan.thresholds()[q], 0, thresholds, q * KINDS, KINDS);
    }
    return thresholds;
  }

  /** Gives the card's memory back; searches are the CPU's from now on. */
  @Override
  public synchronized void close() {
    over = true;
    if (card != null) {
      card.close();
      card = null;
    }
    List.copyOf(loaded.keySet()).forEach(this::free);
  }
}
