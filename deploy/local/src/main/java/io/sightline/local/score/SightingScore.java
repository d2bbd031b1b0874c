package io.sightline.local.score;

import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Sighting;
import io.sightline.local.score.Playback.Shown;
import io.sightline.local.score.Playback.Walk;
import io.sightline.local.score.TruthFace.Mask;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How well people were followed and named.
 *
 * @param identified walks of enrolled people who could be recognised for a second or more, that
 *     have the right name
 * @param namings one for each of these walks
 * @param missed walks of anybody who could be recognised for a second, that no sighting tells of
 * @param wrongNames sightings that bear a name which is not the person's
 * @param masks mask states that are right, of sightings of people with or without a mask
 * @param maskLeftOut sightings of people who wear a mask under the nose or the chin, or of which
 *     the model cannot tell
 * @param split walks that more than one sighting tells of
 * @param merged sightings that hold several people for one
 * @param ofNobody sightings that show no face
 * @param overSeam sightings that go on over the end of their clip; they and the walks they touch
 *     are in none of the other figures
 */
record SightingScore(
    Proportion identified,
    List<Naming> namings,
    Proportion missed,
    Proportion wrongNames,
    Proportion masks,
    int maskLeftOut,
    int split,
    int merged,
    int ofNobody,
    int overSeam) {
  private static final double RECOGNISABLE_SECONDS = 1;

  static SightingScore of(Playback playback, List<Sighting> versions, Scene scene) {
    List<Told> all = Told.of(versions, playback);
    List<Told> told = all.stream().filter(t -> !t.overSeam()).toList();
    Map<Walk, List<Told>> byWalk =
        told.stream()
            .filter(t -> t.walk().isPresent())
            .collect(Collectors.groupingBy(t -> t.walk().get()));
    Set<Walk> torn =
        all.stream()
            .filter(Told::overSeam)
            .flatMap(t -> t.shots().stream().map(Shown::walk))
            .collect(Collectors.toSet());
    List<Walk> clear = clear(playback, torn);
    List<Naming> namings =
        clear.stream()
            .filter(w -> scene.enrolled(w.person()))
            .sorted(
                Comparator.comparing(Walk::camera)
                    .thenComparing(Walk::loop)
                    .thenComparing(Walk::track))
            .map(w -> Naming.of(w, byWalk.getOrDefault(w, List.of()), scene))
            .toList();
    Map<Boolean, List<Told>> masks =
        told.stream()
            .filter(t -> t.walk().isPresent())
            .collect(Collectors.partitioningBy(SightingScore::saysMask, Collectors.toList()));
    return new SightingScore(
        count(namings, Naming::right),
        namings,
        count(clear, w -> !byWalk.containsKey(w)),
        count(told, t -> wronglyNamed(t, scene)),
        count(masks.get(true), SightingScore::maskRight),
        masks.get(false).size(),
        (int)
            byWalk.entrySet().stream()
                .filter(e -> e.getValue().size() > 1 && !torn.contains(e.getKey()))
                .count(),
        (int) told.stream().filter(t -> t.mixed(playback)).count(),
        (int) told.stream().filter(t -> t.walk().isEmpty()).count(),
        all.size() - told.size());
  }

  private static <T> Proportion count(List<T> of, Predicate<T> what) {
    return new Proportion((int) of.stream().filter(what).count(), of.size());
  }

  /** Walks of people who could be recognised for long enough. */
  private static List<Walk> clear(Playback playback, Set<Walk> torn) {
    Map<Walk, Long> frames = new HashMap<>();
    playback
        .walks()
        .forEach(
            (walk, faces) ->
                frames.put(walk, faces.stream().filter(TruthFace::recognisable).count()));
    return frames.entrySet().stream()
        .filter(e -> e.getValue() >= RECOGNISABLE_SECONDS * playback.fps(e.getKey()))
        .map(Map.Entry::getKey)
        .filter(walk -> !torn.contains(walk))
        .toList();
  }

  private static boolean wronglyNamed(Told told, Scene scene) {
    return !told.identity().isEmpty()
        && told.walk().filter(w -> scene.is(told.identity(), w.person())).isEmpty();
  }

  /** Whether there is a mask state to be right or wrong about. */
  private static boolean saysMask(Told told) {
    Mask mask = mask(told);
    return told.last().mask() != MaskState.UNKNOWN && (mask == Mask.BARE || mask == Mask.MASKED);
  }

  private static boolean maskRight(Told told) {
    return (told.last().mask() == MaskState.MASKED) == (mask(told) == Mask.MASKED);
  }

  /** As worn on the walk; nobody puts one on or off. */
  private static Mask mask(Told told) {
    return told.shots().stream()
        .filter(s -> s.walk().equals(told.walk().orElseThrow()))
        .map(s -> s.face().mask())
        .findFirst()
        .orElseThrow();
  }
}
