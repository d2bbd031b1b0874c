package io.sightline.local;

import io.sightline.contract.wire.LabelledMatch;
import io.sightline.contract.wire.Verdict;
import io.sightline.local.score.Proportion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * How often alerts named the right person, by what operators said of them. Only what raised an
 * alert was judged: nothing can be said of a threshold below those that were in force.
 *
 * @param all that named somebody
 * @param unknowns alerts on people who were held for nobody; a true match is a person who was
 *     indeed unknown
 * @param thresholds what they would have given, had they been in force
 */
record VerdictScore(
    Tally all,
    Tally unknowns,
    List<Tally> bySimilarity,
    List<Tally> byPairing,
    List<Tally> byWatchlist,
    List<Tally> byCamera,
    List<Cut> thresholds) {
  private static final int BANDS = 20;

  /** Verdicts that have something in common. */
  record Tally(String name, int trueMatches, int falseMatches, int unsure) {

    static Tally of(String name, Collection<LabelledMatch> labels) {
      return new Tally(
          name,
          count(labels, Verdict.TRUE_MATCH),
          count(labels, Verdict.FALSE_MATCH),
          count(labels, Verdict.UNSURE));
    }

    int total() {
      return trueMatches + falseMatches + unsure;
    }

    /** Of those of which the operators were sure. */
    Proportion falseShare() {
      return new Proportion(falseMatches, trueMatches + falseMatches);
    }

    /** As above. */
    Proportion trueShare() {
      return new Proportion(trueMatches, trueMatches + falseMatches);
    }
  }

  /**
   * @param kept what reaches the threshold
   * @param lost what does not
   */
  record Cut(double threshold, Tally kept, Tally lost) {}

  static VerdictScore of(Collection<LabelledMatch> labels) {
    List<LabelledMatch> named = labels.stream().filter(l -> !l.identityId().isEmpty()).toList();
    List<LabelledMatch> unknowns = labels.stream().filter(l -> l.identityId().isEmpty()).toList();
    return new VerdictScore(
        Tally.of("all", named),
        Tally.of("unknown people", unknowns),
        tallies(named, l -> band(l.similarity())),
        tallies(named, l -> l.pairing().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
        tallies(named, LabelledMatch::watchlistId),
        tallies(named, LabelledMatch::cameraId),
        cuts(named));
  }

  private static int count(Collection<LabelledMatch> labels, Verdict verdict) {
    return (int) labels.stream().filter(l -> l.verdict() == verdict).count();
  }

  private static List<Tally> tallies(
      List<LabelledMatch> labels, Function<LabelledMatch, String> name) {
    Map<String, List<LabelledMatch>> groups = new TreeMap<>();
    for (LabelledMatch label : labels) {
      groups.computeIfAbsent(name.apply(label), n -> new ArrayList<>()).add(label);
    }
    List<Tally> tallies = new ArrayList<>();
    groups.forEach((n, group) -> tallies.add(Tally.of(n, group)));
    return tallies;
  }

  private static String band(double similarity) {
    double low = Math.floor(similarity * BANDS) / BANDS;
    return String.format(Locale.ROOT, "%.2f to %.2f", low, low + 1.0 / BANDS);
  }

  /** From the lowest threshold that was in force up to the highest similarity. */
  private static List<Cut> cuts(List<LabelledMatch> labels) {
    double lowest = labels.stream().mapToDouble(LabelledMatch::threshold).min().orElse(1);
    double highest = labels.stream().mapToDouble(LabelledMatch::similarity).max().orElse(0);
    List<Cut> cuts = new ArrayList<>();
    for (int step = (int) Math.ceil(lowest * BANDS - 1e-6); step <= highest * BANDS; step++) {
      double threshold = (double) step / BANDS;
      cuts.add(
          new Cut(
              threshold,
              Tally.of("kept", labels.stream().filter(l -> l.similarity() >= threshold).toList()),
              Tally.of("lost", labels.stream().filter(l -> l.similarity() < threshold).toList())));
    }
    return cuts;
  }
}
