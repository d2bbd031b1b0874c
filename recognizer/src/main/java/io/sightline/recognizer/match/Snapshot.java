package io.sightline.recognizer.match;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gallery at one moment. Immutable; it holds its blocks' memory while somebody holds it.
 *
 * @param version of the gallery, rising
 * @param references how many can be compared with
 */
record Snapshot(long version, List<View> views, int references, AtomicInteger holders) {

  /**
   * A block as it was.
   *
   * @param rows whose each row is; null where its reference was removed
   * @param count of rows that were in use
   */
  record View(Block block, Row[] rows, int count) {}

  /** Held once, by the gallery. */
  static Snapshot of(long version, List<View> views, int references) {
    views.forEach(v -> v.block().hold());
    return new Snapshot(version, List.copyOf(views), references, new AtomicInteger(1));
  }

  /** False when it is gone already: take the gallery's newer one. */
  boolean hold() {
    return holders.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      views.forEach(v -> v.block().release());
    }
  }
}
