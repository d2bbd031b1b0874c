package io.sightline.local.replay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which sighting of the replay is which of the live installation. The same frames and the same
 * detection give the same id; otherwise two of one camera belong together that have the most of
 * their time in common.
 */
final class ReplayComparison {

  /** What became of a sighting. */
  enum Kind {
    SAME,
    RENAMED,
    APPEARED,
    VANISHED
  }

  /**
   * @param live null for one that appeared
   * @param replayed null for one that vanished
   */
  record Pair(Seen live, Seen replayed) {

    Kind kind() {
      if (live == null) {
        return Kind.APPEARED;
      }
      if (replayed == null) {
        return Kind.VANISHED;
      }
      return live.identity().equals(replayed.identity()) ? Kind.SAME : Kind.RENAMED;
    }

    /** The one there is, of the live installation where there are both. */
    Seen any() {
      return live == null ? replayed : live;
    }
  }

  private record Candidate(Pair pair, double overlap) {}

  private ReplayComparison() {}

  /** Every sighting once, by camera and time. */
  static List<Pair> of(Collection<Seen> live, Collection<Seen> replayed) {
    Set<Seen> before = new HashSet<>(live);
    Set<Seen> after = new HashSet<>(replayed);
    List<Pair> pairs = new ArrayList<>();
    byId(before, after, pairs);
    byTime(before, after, pairs);
    before.forEach(s -> pairs.add(new Pair(s, null)));
    after.forEach(s -> pairs.add(new Pair(null, s)));
    pairs.sort(
        Comparator.comparing((Pair p) -> p.any().camera())
            .thenComparing(p -> p.any().first())
            .thenComparing(p -> p.any().id()));
    return pairs;
  }

  private static void byId(Set<Seen> before, Set<Seen> after, List<Pair> pairs) {
    Map<String, Seen> ids = new HashMap<>();
    before.forEach(s -> ids.put(s.id(), s));
    for (Seen s : List.copyOf(after)) {
      Seen same = ids.get(s.id());
      if (same != null) {
        pair(new Pair(same, s), before, after, pairs);
      }
    }
  }

  private static void byTime(Set<Seen> before, Set<Seen> after, List<Pair> pairs) {
    List<Candidate> candidates = new ArrayList<>();
    for (Seen a : before) {
      for (Seen b : after) {
        if (a.camera().equals(b.camera()) && a.overlap(b) >= 0) {
          candidates.add(new Candidate(new Pair(a, b), a.overlap(b)));
        }
      }
    }
    // Of two that are as good, one of the same name: a name is worth more than an order.
    candidates.sort(
        Comparator.comparingDouble(Candidate::overlap)
            .reversed()
            .thenComparing(c -> c.pair().kind())
            .thenComparing(c -> c.pair().live().id() + c.pair().replayed().id()));
    for (Candidate c : candidates) {
      if (before.contains(c.pair().live()) && after.contains(c.pair().replayed())) {
        pair(c.pair(), before, after, pairs);
      }
    }
  }

  private static void pair(Pair pair, Set<Seen> before, Set<Seen> after, List<Pair> pairs) {
    before.remove(pair.live());
    after.remove(pair.replayed());
    pairs.add(pair);
  }
}
