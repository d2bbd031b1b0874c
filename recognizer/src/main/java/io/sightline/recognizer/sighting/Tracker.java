package io.sightline.recognizer.sighting;

import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.recognizer.match.Matcher;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Turns the face observations of one camera into sightings: boxes that overlap from frame to frame
 * are one track, a track with enough observations is told of, and one whose person was absent for
 * long enough is closed. Has no state of its own; thread-safe.
 */
final class Tracker {
  /** A best shot is told when it is this much better than the one told last. */
  private static final float BETTER = 0.1f;

  private final SightingsConfig config;
  private final Matcher matcher;

  /**
   * @param open tracks that go on
   * @param news sightings to be told, in order
   */
  record Step(List<Track> open, List<Sighting> news) {}

  private record Pair(Track track, FaceObservation face, float iou) {}

  Tracker(SightingsConfig config, Matcher matcher) {
    this.config = config;
    this.matcher = matcher;
  }

  Step advance(List<Track> tracks, FrameFaces frame) {
    List<Sighting> news = new ArrayList<>();
    List<Track> present = closeAbsent(tracks, frame.capturedAt(), news);
    List<Track> open = new ArrayList<>();
    List<Track> seen = new ArrayList<>();
    List<FaceObservation> matched = new ArrayList<>();
    for (Pair pair : pairs(present, frame.faces())) {
      if (!seen.contains(pair.track()) && !matched.contains(pair.face())) {
        seen.add(pair.track());
        matched.add(pair.face());
        open.add(tell(pair.track(), pair.track().with(frame, pair.face()), news));
      }
    }
    present.stream().filter(t -> !seen.contains(t)).forEach(open::add);
    for (FaceObservation face : frame.faces()) {
      if (!matched.contains(face)) {
        Track begun = Track.begin(frame, face);
        open.add(tell(begun, begun, news));
      }
    }
    return new Step(open, news);
  }

  /** Closes every track: the camera has fallen silent. */
  List<Sighting> closeAll(List<Track> tracks, Instant at) {
    return tracks.stream().filter(Track::wasTold).map(t -> t.closed(at).sighting()).toList();
  }

  private List<Track> closeAbsent(List<Track> tracks, Instant now, List<Sighting> news) {
    List<Track> present = new ArrayList<>();
    for (Track track : tracks) {
      if (track.sighting().lastSeen().plus(config.absence()).isBefore(now)) {
        news.addAll(closeAll(List.of(track), now));
      } else {
        present.add(track);
      }
    }
    return present;
  }

  private List<Pair> pairs(List<Track> tracks, List<FaceObservation> faces) {
    List<Pair> pairs = new ArrayList<>();
    for (Track track : tracks) {
      for (FaceObservation face : faces) {
        float iou = track.lastBox().iou(face.box());
        if (iou >= config.iou()) {
          pairs.add(new Pair(track, face, iou));
        }
      }
    }
    pairs.sort(Comparator.comparing(Pair::iou).reversed());
    return pairs;
  }

  /** Names the track anew and tells of it when there is something to tell. */
  private Track tell(Track before, Track now, List<Sighting> news) {
    if (now.sighting().observations() < config.confirmFrames()) {
      return now;
    }
    Track named =
        now.matched(
            matcher
                .match(
                    java.util.List.of(
                        new io.sightline.recognizer.match.Query(
                            now.sighting().embedding(), now.sighting().mask())))
                .get(0)
                .match());
    if (!worthTelling(before, named)) {
      return named;
    }
    Track told = named.told();
    news.add(told.sighting());
    return told;
  }

  private static boolean worthTelling(Track before, Track now) {
    return !now.wasTold()
        || !identity(before).equals(identity(now))
        || before.sighting().mask() != now.sighting().mask()
        || now.sighting().bestShot().quality().score() >= now.toldQuality() + BETTER;
  }

  private static Optional<String> identity(Track track) {
    return track.sighting().match().map(Match::identityId);
  }
}
