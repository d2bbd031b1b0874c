package io.sightline.local.score;

import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.local.score.Playback.Shown;
import io.sightline.local.score.Playback.Walk;
import io.sightline.local.score.PlayedClip.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A sighting held against the truth. Which faces it rests on shows in the best shots of its
 * versions, and in the frames in which it was first and last seen.
 *
 * @param last its last version
 * @param shots whom the best shots show, without those that show nobody
 * @param walk whose most of them are, that of the last one where that is equal; empty when they
 *     show nobody
 * @param overSeam it began before its clip's end and goes on after it was begun anew, where people
 *     jump: nothing is to be learnt from it
 */
record Told(Sighting last, List<Shown> shots, Optional<Walk> walk, boolean overSeam) {

  static List<Told> of(List<Sighting> versions, Playback playback) {
    Map<String, List<Sighting>> byId = new LinkedHashMap<>();
    versions.forEach(s -> byId.computeIfAbsent(s.id(), id -> new ArrayList<>()).add(s));
    return byId.values().stream().map(v -> one(v, playback)).toList();
  }

  private static Told one(List<Sighting> versions, Playback playback) {
    Sighting last = versions.get(versions.size() - 1);
    Map<String, Shown> shots = new LinkedHashMap<>();
    for (Sighting s : versions) {
      playback
          .shown(s.cameraId(), s.bestShot().capturedAt(), s.bestShot().box())
          .ifPresent(
              shown -> {
                // A shot that comes again is the last one: put alone would keep its old place.
                shots.remove(s.bestShot().frameId());
                shots.put(s.bestShot().frameId(), shown);
              });
    }
    Optional<Integer> first = loop(playback, last, last.firstSeen());
    boolean overSeam = !first.equals(loop(playback, last, last.lastSeen()));
    List<Shown> all = List.copyOf(shots.values());
    return new Told(last, all, most(all), overSeam);
  }

  private static Optional<Integer> loop(Playback playback, Sighting s, Instant at) {
    return playback.place(s.cameraId(), at).map(Place::loop);
  }

  private static Optional<Walk> most(List<Shown> shots) {
    Map<Walk, Integer> counts = new LinkedHashMap<>();
    for (Shown shot : shots) {
      Integer before = counts.remove(shot.walk());
      counts.put(shot.walk(), before == null ? 1 : before + 1);
    }
    // In the order of their last shots, so that of equal walks the later one stays.
    return counts.entrySet().stream()
        .reduce((a, b) -> b.getValue() >= a.getValue() ? b : a)
        .map(Map.Entry::getKey);
  }

  /** Identity id; empty for an unknown. */
  String identity() {
    return last.match().map(Match::identityId).orElse("");
  }

  /** Whether it holds more than one person for one, as far as its versions show. */
  boolean mixed(Playback playback) {
    if (walk.isEmpty() || overSeam) {
      return false;
    }
    String person = walk.get().person();
    Function<Instant, Boolean> absent =
        at ->
            playback
                .people(last.cameraId(), at)
                .map(people -> !people.contains(person))
                .orElse(false);
    return shots.stream().anyMatch(s -> !s.walk().person().equals(person))
        || absent.apply(last.firstSeen())
        || absent.apply(last.lastSeen());
  }
}
