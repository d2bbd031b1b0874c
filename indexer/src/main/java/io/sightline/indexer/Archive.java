package io.sightline.indexer;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.Threshold;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Reference;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was seen, held against a watchlist by the rules that hold for what is seen now: the list's
 * own rate, the pairing of masks, negatives, and nobody else who comes nearer. Only faces of the
 * embedding space that the thresholds are for are compared. Thread-safe.
 *
 * @param thresholds of the model in use
 */
record Archive(SightingSearch search, Supplier<ModelThresholds.Known> thresholds) {
  private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

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

  /** An identity, as far as its faces are of the embedding space that is compared. */
  private record Person(String id, List<Reference> references, List<Embedding> negatives) {

    static Person of(Enrollment e, String space) {
      return new Person(
          e.identityId(),
          Reference.of(ofSpace(space, e.templates())),
          ofSpace(space, e.negatives()).stream().map(Template::embedding).toList());
    }

    private static List<Template> ofSpace(String space, List<Template> templates) {
      return templates.stream().filter(t -> t.embedding().space().equals(space)).toList();
    }

    /** Whether the face is at least as near to one that is not this person as to the reference. */
    boolean vetoes(Reference reference, Sighting sighting) {
      float similarity = reference.embedding().cosine(sighting.embedding());
      return negatives.stream()
          .filter(n -> comparable(n, sighting))
          .anyMatch(n -> n.cosine(sighting.embedding()) >= similarity);
    }
  }

  /**
   * Of each reference's most similar sightings, those that the list holds for the identity.
   *
   * @param gallery everybody
   */
  List<Found> search(Watchlist list, Enrollment identity, List<Enrollment> gallery)
      throws IOException {
    ModelThresholds.Known model = thresholds.get();
    String space = model.space().orElseGet(() -> newestSpace(identity));
    Person own = Person.of(identity, space);
    List<Person> all = gallery.stream().map(e -> Person.of(e, space)).toList();
    List<Person> others = all.stream().filter(p -> !p.id().equals(own.id())).toList();
    Map<String, Sighting> candidates = new LinkedHashMap<>();
    for (Reference reference : own.references()) {
      for (Map<String, Object> document : search.candidates(reference.embedding())) {
        archived(document).ifPresent(s -> candidates.putIfAbsent(s.id(), s));
      }
    }
    int size =
        all.stream()
            .filter(p -> list.members().contains(p.id()))
            .mapToInt(p -> p.references().size())
            .sum();
    Bars bars = new Bars(model.thresholds(), list.falseMatchRate(), Math.max(1, size));
    List<Found> found = new ArrayList<>();
    for (Sighting sighting : candidates.values()) {
      best(bars, identity, own, sighting)
          .filter(match -> list.watches(sighting.cameraId(), sighting.evidenceAt()))
          .filter(match -> nobodyIsNearer(bars, others, sighting, match))
          .ifPresent(match -> found.add(new Found(sighting, match)));
    }
    return found;
  }

  /** A document that somebody else wrote or changed keeps the others from nobody. */
  private static Optional<Sighting> archived(Map<String, Object> document) {
    try {
      return Optional.of(ArchivedSighting.of(document));
    } catch (RuntimeException e) {
      LOG.warn("sighting {} of the index cannot be read, and is left out", document.get("id"), e);
      return Optional.empty();
    }
  }

  /** Where no model says which embeddings are made now. */
  private static String newestSpace(Enrollment identity) {
    return identity.templates().stream()
        .max(Comparator.comparing(Template::addedAt))
        .map(t -> t.embedding().space())
        .orElse("");
  }

  /** The reference that reaches its threshold by the most, of those that no negative vetoes. */
  private static Optional<Match> best(
      Bars bars, Enrollment identity, Person own, Sighting sighting) {
    return own.references().stream()
        .filter(r -> comparable(r.embedding(), sighting))
        .filter(r -> !own.vetoes(r, sighting))
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

  /** By how much each is above the bar of its pairing: masked faces are all less alike. */
  private static boolean nobodyIsNearer(
      Bars bars, List<Person> others, Sighting sighting, Match match) {
    float excess = match.similarity() - match.threshold();
    for (Person other : others) {
      for (Reference r : other.references()) {
        // Few come so near that their negatives have to be looked at.
        if (comparable(r.embedding(), sighting)
            && bars.excess(r, sighting) > excess
            && !other.vetoes(r, sighting)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean comparable(Embedding face, Sighting sighting) {
    return face.space().equals(sighting.embedding().space())
        && face.values().length == sighting.embedding().values().length;
  }
}
