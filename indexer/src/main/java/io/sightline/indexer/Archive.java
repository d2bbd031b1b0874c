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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was seen, held against a watchlist by the rules that hold for what is seen now: the list's
 * own rate, the pairing of masks, negatives, and nobody else who comes nearer. Thread-safe.
 *
 * @param thresholds of the model in use
 */
record Archive(SightingSearch search, Supplier<Thresholds> thresholds) {

  record Found(Sighting sighting, Match match) {}

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
    List<Found> found = new ArrayList<>();
    for (Sighting sighting : candidates.values()) {
      best(list, identity, sighting, Math.max(1, size))
          .filter(match -> list.watches(sighting.cameraId(), sighting.evidenceAt()))
          .filter(match -> !isNegative(identity, sighting, match))
          .filter(match -> nobodyIsNearer(gallery, sighting, match))
          .ifPresent(match -> found.add(new Found(sighting, match)));
    }
    return found;
  }

  /** The template that reaches its threshold by the most. */
  private Optional<Match> best(Watchlist list, Enrollment identity, Sighting sighting, int size) {
    return identity.templates().stream()
        .filter(t -> comparable(t, sighting))
        .map(t -> match(list, identity, t, sighting, size))
        .max(Comparator.comparingDouble(m -> m.similarity() - m.threshold()))
        .filter(Match::accepted);
  }

  private Match match(
      Watchlist list, Enrollment identity, Template template, Sighting sighting, int size) {
    MaskPairing pairing = MaskPairing.of(sighting.mask(), template.mask());
    Threshold threshold = thresholds.get().at(pairing, list.falseMatchRate(), size);
    return new Match(
        identity.identityId(),
        identity.displayName(),
        template.embedding().cosine(sighting.embedding()),
        threshold.similarity(),
        template.id(),
        pairing,
        threshold.falseMatchRate(),
        threshold.comparisonRate(),
        size,
        Optional.empty(),
        Unknown.NONE);
  }

  private static boolean isNegative(Enrollment identity, Sighting sighting, Match match) {
    return nearest(identity.negatives(), sighting) > match.similarity();
  }

  private static boolean nobodyIsNearer(List<Enrollment> gallery, Sighting sighting, Match match) {
    return gallery.stream()
        .filter(e -> !e.identityId().equals(match.identityId()))
        .allMatch(e -> nearest(e.templates(), sighting) <= match.similarity());
  }

  /** The highest similarity; less than any when there is nothing to compare. */
  private static float nearest(List<Template> templates, Sighting sighting) {
    float nearest = Float.NEGATIVE_INFINITY;
    for (Template template : templates) {
      if (comparable(template, sighting)) {
        nearest = Math.max(nearest, template.embedding().cosine(sighting.embedding()));
      }
    }
    return nearest;
  }

  private static boolean comparable(Template template, Sighting sighting) {
    return template.embedding().space().equals(sighting.embedding().space())
        && template.embedding().values().length == sighting.embedding().values().length;
  }
}
