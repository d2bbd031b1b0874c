package io.sightline.recognizer.match;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Reference;
import io.sightline.contract.wire.Template;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Changes the gallery's blocks: rows are added at the end of the last block of their mask state; a
 * removed one is only forgotten, until a quarter of its block is and the block is copied without.
 * What earlier snapshots see does not change. For one thread at a time, but counts may be read by
 * any.
 */
final class GalleryEditor {
  private final String space;
  private final int size;
  private final boolean quantise;
  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final Map<MaskState, Segment> last = new EnumMap<>(MaskState.class);
  private final List<Segment> segments = new ArrayList<>();

  /** Segments whose rows may be changed in place, as no snapshot has seen them. */
  private final Set<Segment> own = new HashSet<>();

  private int references;
  private volatile int setAside;

  private record Entry(Identity identity, Set<Segment> segments) {}

  private static final class Segment {
    private final Block block;
    private Row[] rows = new Row[Block.ROWS];
    private int count;
    private int removed;

    Segment(Block block) {
      this.block = block;
    }
  }

  /**
   * @param size of an embedding of this space
   * @param quantise whether full blocks get their 8-bit rows
   */
  GalleryEditor(String space, int size, boolean quantise) {
    this.space = space;
    this.size = size;
    this.quantise = quantise;
  }

  void put(Enrollment enrollment) {
    remove(enrollment.identityId());
    List<Template> usable = enrollment.templates().stream().filter(this::usable).toList();
    List<Embedding> negatives =
        enrollment.negatives().stream().filter(this::usable).map(Template::embedding).toList();
    int foreign =
        enrollment.templates().size()
            + enrollment.negatives().size()
            - usable.size()
            - negatives.size();
    List<Reference> own = Reference.of(usable);
    Identity identity =
        new Identity(
            enrollment.identityId(), enrollment.displayName(), own.size(), negatives, foreign);
    Entry entry = new Entry(identity, new HashSet<>());
    for (Reference r : own) {
      Row row = new Row(identity, r.templateId());
      entry.segments().add(add(r.mask(), r.embedding().values(), row));
    }
    entries.put(identity.id(), entry);
    references += own.size();
    setAside += foreign;
  }

  void remove(String id) {
    Entry entry = entries.remove(id);
    if (entry != null) {
      entry.segments().forEach(s -> forget(s, entry.identity()));
      references -= entry.identity().references();
      setAside -= entry.identity().setAside();
    }
  }

  /** How many references it has. */
  int references(String id) {
    Entry entry = entries.get(id);
    return entry == null ? 0 : entry.identity().references();
  }

  int identities() {
    return entries.size();
  }

  int setAside() {
    return setAside;
  }

  /** What can be searched now. */
  Snapshot snapshot(long version) {
    own.clear();
    return Snapshot.of(
        version,
        segments.stream()
            .filter(s -> s.count > s.removed)
            .map(s -> new Snapshot.View(s.block, s.rows, s.count))
            .toList(),
        references);
  }

  void close() {
    segments.forEach(s -> s.block.release());
    segments.clear();
    last.clear();
    entries.clear();
  }

  private boolean usable(Template template) {
    Embedding e = template.embedding();
    return e.space().equals(space) && e.values().length == size && unit(e.values());
  }

  private static boolean unit(float[] values) {
    double squares = 0;
    for (float v : values) {
      squares += (double) v * v;
    }
    return Math.abs(squares - 1) < 1e-3;
  }

  private Segment add(MaskState mask, float[] values, Row row) {
    Segment segment = last.get(mask);
    if (segment == null || segment.block.full()) {
      segment = new Segment(new Block(size, mask));
      own.add(segment);
      segments.add(segment);
      last.put(mask, segment);
    }
    // Beyond the count of every snapshot that shares the array.
    segment.rows[segment.block.add(values)] = row;
    segment.count++;
    if (segment.block.full() && quantise) {
      segment.block.quantise();
    }
    return segment;
  }

  private void forget(Segment segment, Identity identity) {
    if (own.add(segment)) {
      segment.rows = segment.rows.clone();
    }
    for (int r = 0; r < segment.count; r++) {
      if (segment.rows[r] != null && segment.rows[r].identity() == identity) {
        segment.rows[r] = null;
        segment.removed++;
      }
    }
    if (segment.removed > Block.ROWS / 4) {
      rewrite(segment);
    }
  }

  /** Copies what is left to other blocks, and lets go of this one. */
  private void rewrite(Segment old) {
    MaskState mask = old.block.mask();
    segments.remove(old);
    last.remove(mask, old);
    float[] values = new float[size];
    for (int r = 0; r < old.count; r++) {
      Row row = old.rows[r];
      if (row != null) {
        old.block.read(r, values);
        entries.get(row.identity().id()).segments().remove(old);
        entries.get(row.identity().id()).segments().add(add(mask, values, row));
      }
    }
    old.block.release();
  }
}
