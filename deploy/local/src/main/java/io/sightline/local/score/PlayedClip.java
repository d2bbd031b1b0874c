package io.sightline.local.score;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which frame of its clip each frame of a camera was. A clip's frames lie on a grid of capture
 * times that begins with its first frame; a frame beyond the clip's end is the first of the next
 * time round.
 */
final class PlayedClip {
  /** How far off the grid a frame may lie, in frames. */
  private static final double TOLERANCE = 0.2;

  private final Map<Instant, Place> places;

  private PlayedClip(Map<Instant, Place> places) {
    this.places = places;
  }

  /**
   * @param loop how often the clip had been played before
   */
  record Place(int loop, int frame) {}

  /**
   * @param captured capture times of all frames that the camera published, in order
   */
  static PlayedClip of(ClipTruth clip, List<Instant> captured) {
    Map<Instant, Place> places = new HashMap<>();
    Instant origin = null;
    int loop = -1;
    for (Instant at : captured) {
      if (origin == null || position(origin, at, clip) > clip.length() - 0.5) {
        origin = at;
        loop++;
      }
      double position = position(origin, at, clip);
      int frame = (int) Math.round(position);
      if (Math.abs(position - frame) <= TOLERANCE) {
        places.put(at, new Place(loop, frame));
      }
    }
    return new PlayedClip(places);
  }

  private static double position(Instant origin, Instant at, ClipTruth clip) {
    return Duration.between(origin, at).toNanos() / 1e9 * clip.fps();
  }

  /** Empty for a frame that is none of the clip's. */
  Optional<Place> at(Instant captured) {
    return Optional.ofNullable(places.get(captured));
  }

  Iterable<Place> all() {
    return places.values();
  }
}
