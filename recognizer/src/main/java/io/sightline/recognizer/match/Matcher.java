package io.sightline.recognizer.match;

import io.sightline.contract.model.Threshold;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.RunnerUp;
import io.sightline.contract.wire.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names faces whose nearest reference is near enough. Thread-safe. */
public final class Matcher {
  /** Faces that are compared in one matrix product. */
  static final int MOST = 64;

  /**
   * A name, once it is given, is kept as long as the same identity is nearest and near enough for
   * so many times the rate: evidence that wavers about the threshold takes no name away.
   */
  static final double LAXER = 10;

  private final Gallery gallery;
  private final Thresholds thresholds;
  private final double rate;

  /**
   * @param rate false matches a search of the whole gallery
   */
  public Matcher(Gallery gallery, Thresholds thresholds, double rate) {
    this.gallery = gallery;
    this.thresholds = thresholds;
    this.rate = rate;
  }

  /** Rises when the answer may have changed. */
  public long version() {
    return gallery.version();
  }

  /**
   * In the order of the queries, all compared at once. One of another embedding space is held for
   * nobody.
   */
  public List<Decision> match(List<Query> queries) {
    List<Query> fitting = queries.stream().filter(q -> gallery.fits(q.embedding())).toList();
    List<Decision> decisions = new ArrayList<>(queries.size());
    Snapshot snapshot = gallery.acquire();
    try {
      for (int from = 0; from < fitting.size() && !snapshot.views().isEmpty(); from += MOST) {
        List<Query> part = fitting.subList(from, Math.min(fitting.size(), from + MOST));
        decisions.addAll(match(snapshot, part));
      }
    } finally {
      snapshot.release();
    }
    for (int q = 0; q < queries.size(); q++) {
      if (q >= decisions.size() || !gallery.fits(queries.get(q).embedding())) {
        decisions.add(q, Decision.NOBODY);
      }
    }
    return decisions;
  }

  private List<Decision> match(Snapshot snapshot, List<Query> queries) {
    MaskState[] states = MaskState.values();
    float[][] bars = new float[queries.size()][states.length];
    for (int q = 0; q < bars.length; q++) {
      for (MaskState reference : states) {
        bars[q][reference.ordinal()] =
            threshold(rate, queries.get(q).mask(), reference, snapshot).similarity();
      }
    }
    List<Nearest> nearest = gallery.search(snapshot, new Scan(queries, bars));
    List<Decision> decisions = new ArrayList<>(queries.size());
    for (int q = 0; q < bars.length; q++) {
      decisions.add(decision(nearest.get(q), queries.get(q).mask(), snapshot));
    }
    return decisions;
  }

  private Threshold threshold(
      double atRate, MaskState face, MaskState reference, Snapshot snapshot) {
    return thresholds.at(MaskPairing.of(face, reference), atRate, snapshot.references());
  }

  /** The rate at which a name is kept. */
  static double laxer(double rate) {
    return Math.max(rate, Math.min(0.5, LAXER * rate));
  }

  private Decision decision(Nearest nearest, MaskState face, Snapshot snapshot) {
    if (nearest.first() == null) {
      return Decision.NOBODY;
    }
    Match found = found(nearest, face, snapshot);
    Threshold keeping = threshold(laxer(rate), face, nearest.first().mask(), snapshot);
    return new Decision(
        Optional.of(found), Optional.of(keeping.judge(found, snapshot.references())));
  }

  private Match found(Nearest nearest, MaskState face, Snapshot snapshot) {
    Hit first = nearest.first();
    Threshold threshold = threshold(rate, face, first.mask(), snapshot);
    Optional<RunnerUp> runnerUp =
        Optional.ofNullable(nearest.second())
            .map(
                h ->
                    new RunnerUp(
                        h.row().identity().id(), h.row().identity().displayName(), h.similarity()));
    return new Match(
        first.row().identity().id(),
        first.row().identity().displayName(),
        first.similarity(),
        threshold.similarity(),
        first.row().templateId(),
        MaskPairing.of(face, first.mask()),
        threshold.falseMatchRate(),
        threshold.comparisonRate(),
        snapshot.references(),
        runnerUp,
        Unknown.NONE);
  }
}
