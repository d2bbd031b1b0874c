package io.sightline.indexer;

import io.sightline.contract.model.Threshold;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Watchlist;
import io.sightline.indexer.document.ArchivedSighting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What was seen, held against a watchlist by the rules that hold for what is seen now: the list's
 * own rate, the pairing of masks, negatives, and nobody else who comes nearer. Thread-safe.
 *
 * @param thresholds of the model in use
 */
record Archive(SightingSearch search, Supplier<Thresholds> thresholds) {

  record Found(Sighting sighting, Match match) {}

  /**
   * How alike faces must be, by the pairing of their masks.
   *
   * @param size templates that are compared with
   */
  private record Bars(Map<MaskPairing, Threshold> thresholds, int size) {

    Bars(Thresholds model, double falseMatchRate, int size) {
      this(
          Arrays.stream(MaskPairing.values())
              .collect(Collectors.toMap(p -> p, p -> model.at(p, falseMatchRate, size))),
          size);
    }

    Threshold of(MaskPairing pairing) {
      return thresholds.get(pairing);
    }

    float excess(Template template, Sighting sighting) {
      return template.embedding().cosine(sighting.embedding())
          - of(MaskPairing.of(sighting.mask(), template.mask())).similarity();
    }
  }

  /**
   * Of each template's most similar sightings, those that the list holds for the identity.
   *
   * @param gallery everybody
   */
  List<Found> search(Watchlist list, Enrollment identity, List<Enrollment> gallery)
      throws IOException {
    Map<String, Sighting> candidates = new LinkedHashMap<>();
    for (Template template : identity.templates()) {
      for (Map<String, Object> document : search.candidates(template.embedding())) {
        candidates.putIfAbsent((String) document.get("id"), ArchivedSighting.of(document));
      }
    }
    int size =
        gallery.stream()
            .filter(e -> list.members().contains(e.identityId()))
            .mapToInt(e -> e.templates().size())
            .sum();
    Bars bars = new Bars(thresholds.get(), list.falseMatchRate(), Math.max(1, size));
    List<Found> found = new ArrayList<>();
    for (Sighting sighting : candidates.values()) {
      best(bars, identity, sighting)
          .filter(match -> list.watches(sighting.cameraId(), sighting.evidenceAt()))
          .filter(match -> !isNegative(identity, sighting, match))
          .filter(match -> nobodyIsNearer(bars, gallery, sighting, match))
          .ifPresent(match -> found.add(new Found(sighting, match)));
    }
    return found;
  }

  /** The template that reaches its threshold by the most. */
  private static Optional<Match> best(Bars bars, Enrollment identity, Sighting sighting) {
    return identity.templates().stream()
        .filter(t -> comparable(t, sighting))
        .map(t -> match(bars, identity, t, sighting))
        .max(Comparator.comparingDouble(m -> m.similarity() - m.threshold()))
        .filter(Match::accepted);
  }

  private static Match match(Bars bars, Enrollment identity, Template template, Sighting sighting) {
    MaskPairing pairing = MaskPairing.of(sighting.mask(), template.mask());
    Threshold threshold = bars.of(pairing);
    return new Match(
        identity.identityId(),
        identity.displayName(),
        template.embedding().cosine(sighting.embedding()),
        threshold.similarity(),
        template.id(),
        pairing,
        threshold.falseMatchRate(),
        threshold.comparisonRate(),
        bars.size(),
        Optional.empty(),
        Unknown.NONE);
  }

  private static boolean isNegative(Enrollment identity, Sighting sighting, Match match) {
    return identity.negatives().stream()
        .filter(t -> comparable(t, sighting))
        .anyMatch(t -> t.embedding().cosine(sighting.embedding()) > match.similarity());
  }

  /** By how much each is above the bar of its pairing: masked faces are all less alike. */
  private static boolean nobodyIsNearer(
      Bars bars, List<Enrollment> gallery, Sighting sighting, Match match) {
    float excess = match.similarity() - match.threshold();
    return gallery.stream()
        .filter(e -> !e.identityId().equals(match.identityId()))
        .flatMap(e -> e.templates().stream())
        .filter(t -> comparable(t, sighting))
        .noneMatch(t -> bars.excess(t, sighting) > excess);
  }

  private static boolean comparable(Template template, Sighting sighting) {
    return template.embedding().space().equals(sighting.embedding().space())
        && template.embedding().values().length == sighting.embedding().values().length;
  }
}
