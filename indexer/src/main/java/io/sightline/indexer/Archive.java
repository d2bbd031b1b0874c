package io.sightline.indexer;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.Threshold;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Reference;
import io.sightline.contract.wire.Sighting;
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
import java.util.stream.Stream;

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
   * @param size references that are compared with
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

    float excess(Reference reference, Sighting sighting) {
      return reference.embedding().cosine(sighting.embedding())
          - of(MaskPairing.of(sighting.mask(), reference.mask())).similarity();
    }
  }

  /**
   * Of each reference's most similar sightings, those that the list holds for the identity.
   *
   * @param gallery everybody
   */
  List<Found> search(Watchlist list, Enrollment identity, List<Enrollment> gallery)
      throws IOException {
    List<Reference> own = Reference.of(identity.templates());
    List<Reference> others =
        references(gallery.stream().filter(e -> !e.identityId().equals(identity.identityId())));
    Map<String, Sighting> candidates = new LinkedHashMap<>();
    for (Reference reference : own) {
      for (Map<String, Object> document : search.candidates(reference.embedding())) {
        candidates.putIfAbsent((String) document.get("id"), ArchivedSighting.of(document));
      }
    }
    Stream<Enrollment> members =
        gallery.stream().filter(e -> list.members().contains(e.identityId()));
    int size = Math.max(1, references(members).size());
    Bars bars = new Bars(thresholds.get(), list.falseMatchRate(), size);
    List<Found> found = new ArrayList<>();
    for (Sighting sighting : candidates.values()) {
      best(bars, identity, own, sighting)
          .filter(match -> list.watches(sighting.cameraId(), sighting.evidenceAt()))
          .filter(match -> !isNegative(identity, sighting, match))
          .filter(match -> nobodyIsNearer(bars, others, sighting, match))
          .ifPresent(match -> found.add(new Found(sighting, match)));
    }
    return found;
  }

  private static List<Reference> references(Stream<Enrollment> people) {
    return people.flatMap(e -> Reference.of(e.templates()).stream()).toList();
  }

  /** The reference that reaches its threshold by the most. */
  private static Optional<Match> best(
      Bars bars, Enrollment identity, List<Reference> own, Sighting sighting) {
    return own.stream()
        .filter(r -> comparable(r.embedding(), sighting))
        .map(r -> match(bars, identity, r, sighting))
        .max(Comparator.comparingDouble(m -> m.similarity() - m.threshold()))
        .filter(Match::accepted);
  }

  private static Match match(
      Bars bars, Enrollment identity, Reference reference, Sighting sighting) {
    MaskPairing pairing = MaskPairing.of(sighting.mask(), reference.mask());
    Threshold threshold = bars.of(pairing);
    return new Match(
        identity.identityId(),
        identity.displayName(),
        reference.embedding().cosine(sighting.embedding()),
        threshold.similarity(),
        reference.templateId(),
        pairing,
        threshold.falseMatchRate(),
        threshold.comparisonRate(),
        bars.size(),
        Optional.empty(),
        Unknown.NONE);
  }

  private static boolean isNegative(Enrollment identity, Sighting sighting, Match match) {
    return identity.negatives().stream()
        .filter(t -> comparable(t.embedding(), sighting))
        .anyMatch(t -> t.embedding().cosine(sighting.embedding()) >= match.similarity());
  }

  /** By how much each is above the bar of its pairing: masked faces are all less alike. */
  private static boolean nobodyIsNearer(
      Bars bars, List<Reference> others, Sighting sighting, Match match) {
    float excess = match.similarity() - match.threshold();
    return others.stream()
        .filter(r -> comparable(r.embedding(), sighting))
        .noneMatch(r -> bars.excess(r, sighting) > excess);
  }

  private static boolean comparable(Embedding face, Sighting sighting) {
    return face.space().equals(sighting.embedding().space())
        && face.values().length == sighting.embedding().values().length;
  }
}
