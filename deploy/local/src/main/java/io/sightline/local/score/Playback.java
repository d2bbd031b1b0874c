package io.sightline.local.score;

import io.sightline.contract.face.FaceBox;
import io.sightline.local.score.PlayedClip.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The truth at any moment of a run. */
final class Playback {
  private final Map<String, ClipTruth> clips;
  private final Map<String, PlayedClip> played = new HashMap<>();

  /** One person's way through one camera's view. */
  record Walk(String camera, int loop, int track, String person) {}

  /** A truth face of a walk. */
  record Shown(Walk walk, TruthFace face) {}

  Playback(Map<String, ClipTruth> clips, Map<String, List<Instant>> frames) {
    this.clips = clips;
    frames.forEach(
        (camera, times) -> {
          if (clips.containsKey(camera)) {
            played.put(camera, PlayedClip.of(clips.get(camera), times));
          }
        });
  }

  double fps(Walk walk) {
    return clips.get(walk.camera()).fps();
  }

  Optional<Place> place(String camera, Instant at) {
    return Optional.ofNullable(played.get(camera)).flatMap(clip -> clip.at(at));
  }

  /** The faces at a time; empty when no frame of a clip was captured then. */
  Optional<List<TruthFace>> faces(String camera, Instant at) {
    return place(camera, at).map(place -> clips.get(camera).faces(place.frame()));
  }

  /**
   * Who is in the picture at a time, or in the frame before or after it: the truth leaves a face
   * out as soon as its middle has left the picture, when half of it can still be found. Empty when
   * no frame of a clip was captured then.
   */
  Optional<Set<String>> people(String camera, Instant at) {
    return place(camera, at)
        .map(
            place ->
                IntStream.rangeClosed(place.frame() - 1, place.frame() + 1)
                    .mapToObj(clips.get(camera)::faces)
                    .flatMap(List::stream)
                    .map(TruthFace::person)
                    .collect(Collectors.toSet()));
  }

  /** Whose face a box shows. */
  Optional<Shown> shown(String camera, Instant at, FaceBox box) {
    List<TruthFace> faces = faces(camera, at).orElse(List.of());
    int match = Overlap.match(List.of(box), faces.stream().map(TruthFace::box).toList())[0];
    return match == Overlap.NONE
        ? Optional.empty()
        : place(camera, at).map(p -> shown(camera, p, faces.get(match)));
  }

  private static Shown shown(String camera, Place place, TruthFace face) {
    return new Shown(new Walk(camera, place.loop(), face.track(), face.person()), face);
  }

  /** All walks, with their faces in the frames that were published. */
  Map<Walk, List<TruthFace>> walks() {
    Map<Walk, List<TruthFace>> walks = new LinkedHashMap<>();
    played.forEach(
        (camera, clip) -> {
          for (Place place : clip.all()) {
            for (TruthFace face : clips.get(camera).faces(place.frame())) {
              Walk walk = shown(camera, place, face).walk();
              walks.computeIfAbsent(walk, w -> new ArrayList<>()).add(face);
            }
          }
        });
    return walks;
  }
}
