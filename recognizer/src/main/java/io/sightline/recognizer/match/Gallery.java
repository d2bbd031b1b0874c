package io.sightline.recognizer.match;

import io.sightline.contract.config.MatchingConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.Enrollment;
import io.sightline.recognizer.engine.MatrixProduct;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * The references of all identities, in native memory. Thread-safe: searches go on with what they
 * began with while it changes, and never wait. Templates of another embedding space, and such that
 * are no unit vectors of the right length, are set aside and counted.
 */
public final class Gallery implements AutoCloseable {
  private final String space;
  private final int size;
  private final GalleryEditor editor;
  private final CardSearch card;
  private final MatrixProduct product = new MatrixProduct();
  private volatile boolean closed;
  private volatile Snapshot current = Snapshot.of(0, List.of(), 0);

  /**
   * Searched on the CPU.
   *
   * @param size of an embedding of this space
   * @param scan how references are compared at first; the result is the same
   */
  public Gallery(String space, int size, MatchingConfig.Scan scan) {
    this(space, size, scan, CardSearch.none());
  }

  /** As above, but searched on the first NVIDIA card where there is one and it pays. */
  public static Gallery withCard(String space, int size, MatchingConfig.Scan scan) {
    return new Gallery(space, size, scan, CardSearch.onCuda(size));
  }

  Gallery(String space, int size, MatchingConfig.Scan scan, CardSearch card) {
    this.space = space;
    this.size = size;
    this.card = card;
    editor = new GalleryEditor(space, size, scan == MatchingConfig.Scan.INT8);
  }

  public void put(Enrollment enrollment) {
    putAll(List.of(enrollment));
  }

  /** Costs little more than one. */
  public void putAll(Collection<Enrollment> enrollments) {
    edit(e -> enrollments.forEach(e::put));
  }

  public void remove(String identityId) {
    edit(e -> e.remove(identityId));
  }

  /** Makes changes, all of which are seen at once by the searches that begin afterwards. */
  synchronized void edit(Consumer<GalleryEditor> change) {
    change.accept(editor);
    Snapshot before = current;
    current = editor.snapshot(before.version() + 1);
    before.release();
  }

  public int identities() {
    return editor.identities();
  }

  /** References that are compared with. */
  public int references() {
    return current.references();
  }

  /** How many of them these identities have. */
  public int references(Collection<String> identityIds) {
    return identityIds.stream().mapToInt(editor::references).sum();
  }

  /** Templates that cannot be compared with what the recogniser gives now. */
  public int setAside() {
    return editor.setAside();
  }

  /** Rises with every change. */
  public long version() {
    return current.version();
  }

  /** Whether it can be compared with the references. */
  boolean fits(Embedding embedding) {
    return embedding.space().equals(space) && embedding.values().length == size;
  }

  /** Whoever takes it releases it. */
  Snapshot acquire() {
    Snapshot snapshot = current;
    while (!snapshot.hold()) {
      if (closed) {
        throw new IllegalStateException("the gallery is closed");
      }
      snapshot = current;
    }
    return snapshot;
  }

  /**
   * The two nearest identities of each query.
   *
   * @param snapshot of this gallery, held
   */
  List<Nearest> search(Snapshot snapshot, Scan scan) {
    return card.search(snapshot, scan)
        .orElseGet(() -> GallerySearch.search(snapshot, scan, product));
  }

  /** Whether a card has made the last search. */
  public boolean searchedOnCard() {
    return card.searched();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    current.release();
    editor.close();
    card.close();
    product.close();
  }
}
