package io.sightline.local.score;

import io.sightline.contract.wire.Match;
import io.sightline.local.score.Playback.Walk;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How near an enrolled person came to being named on a walk, or how surely they were.
 *
 * @param sighting of the walk, the one that rests on most; empty when there is none
 * @param right whether it bears the person's name
 */
record Naming(Walk walk, Optional<Told> sighting, boolean right) {

  static Naming of(Walk walk, List<Told> told, Scene scene) {
    Optional<Told> most = told.stream().max(Comparator.comparingInt(t -> t.last().observations()));
    return new Naming(
        walk, most, most.filter(t -> scene.is(t.identity(), walk.person())).isPresent());
  }

  /** For JSON. */
  Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("camera", walk.camera());
    document.put("person", walk.person());
    document.put("track", walk.track());
    document.put("round", walk.loop());
    document.put("named", right);
    sighting.ifPresent(
        told -> {
          document.put("sighting", told.last().id());
          document.put("observations", told.last().observations());
          told.last().match().or(told.last()::nearest).ifPresent(match -> add(match, document));
        });
    return document;
  }

  private static void add(Match match, Map<String, Object> document) {
    document.put("nearest", match.displayName());
    document.put("similarity", match.similarity());
    document.put("threshold", match.threshold());
    document.put("pairing", match.pairing());
  }
}
