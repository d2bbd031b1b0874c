package io.sightline.recognizer.sighting;

import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.Sighting;
import io.sightline.recognizer.match.Decision;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.match.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Turns the face observations of one camera into sightings: a track with enough observations is
 * told of, is matched again when its evidence has grown or the gallery has changed, is told of
 * again when that says something new, and is closed when its person was absent for long enough, all
 * by capture time. Has no state of its own; thread-safe.
 */
final class Tracker {
  private final SightingsConfig config;
  private final Association association;
  private final Matcher matcher;

  /**
   * @param open tracks that go on
   * @param news sightings to be told, in order
   */
  record Step(List<Track> open, List<Sighting> news) {}

  /**
   * @param same similarity from which two faces are plainly one person's
   */
  Tracker(SightingsConfig config, float same, Matcher matcher) {
    this.config = config;
    this.association = new Association(config.iou().floatValue(), same);
    this.matcher = matcher;
  }

  /** How long after its last observation a track is closed, by capture time. */
  Duration absence() {
    return config.absence();
  }

  /** What to make of a frame's time. */
  CameraClock.Judgement judge(CameraClock clock, FrameFaces frame, Instant recognisedAt) {
    return clock.judge(frame, recognisedAt, config);
  }

  CameraClock after(CameraClock clock, FrameFaces frame, CameraClock.Judgement judgement) {
    return clock.after(frame, judgement, config.grace());
  }

  /**
   * @param now capture time of the camera's newest frame, this one included
   */
  Step advance(List<Track> tracks, FrameFaces frame, Instant now) {
    List<Sighting> news = new ArrayList<>();
    List<Track> present = closeAbsent(tracks, now, news);
    int[] trackOf = association.assign(present, frame.faces(), frame.capturedAt());
    List<Track> before = new ArrayList<>(present);
    List<Track> after = new ArrayList<>(present);
    for (int f = 0; f < trackOf.length; f++) {
      FaceObservation face = frame.faces().get(f);
      if (trackOf[f] == Association.NONE) {
        Track begun = Track.begin(frame, face);
        before.add(begun);
        after.add(begun);
      } else {
        Track seen = present.get(trackOf[f]);
        boolean place = association.byPlaceAlone(seen, face);
        after.set(
            trackOf[f],
            place ? seen.moved(frame.capturedAt(), face.box()) : seen.with(frame, face));
      }
    }
    long version = matcher.version();
    match(
        after,
        version,
        i -> confirmed(after.get(i)) && after.get(i).needsMatch(before.get(i), version));
    tell(before, after, news);
    return new Step(after, news);
  }

  /**
   * Closes every track: the camera has fallen silent. By all that was seen of each: who came nearer
   * until the end may have a name now.
   */
  List<Sighting> closeAll(List<Track> tracks, Instant at) {
    List<Track> told = new ArrayList<>(tracks.stream().filter(Track::wasTold).toList());
    long version = matcher.version();
    match(told, version, i -> told.get(i).matchIsOld(version));
    return told.stream().map(t -> t.closed(at)).toList();
  }

  private List<Track> closeAbsent(List<Track> tracks, Instant now, List<Sighting> news) {
    Map<Boolean, List<Track>> absent =
        tracks.stream()
            .collect(
                Collectors.partitioningBy(
                    t -> t.motion().at().plus(config.absence()).isBefore(now)));
    news.addAll(closeAll(absent.get(true), now));
    return absent.get(false);
  }

  /**
   * Whoever needs it, all in one call.
   *
   * @param version of the gallery, from before the call
   */
  private void match(List<Track> tracks, long version, IntPredicate needs) {
    int[] asked = IntStream.range(0, tracks.size()).filter(needs).toArray();
    List<Query> queries = new ArrayList<>();
    for (int i : asked) {
      Track summed = tracks.get(i).summed();
      tracks.set(i, summed);
      queries.add(new Query(summed.sighting().embedding(), summed.sighting().mask()));
    }
    if (!queries.isEmpty()) {
      List<Decision> decisions = matcher.match(queries);
      for (int q = 0; q < asked.length; q++) {
        tracks.set(asked[q], tracks.get(asked[q]).matched(decisions.get(q), version));
      }
    }
  }

  private void tell(List<Track> before, List<Track> after, List<Sighting> news) {
    for (int i = 0; i < after.size(); i++) {
      Track track = after.get(i);
      if (confirmed(track) && track.worthTelling(before.get(i))) {
        Track told = track.summed().told();
        after.set(i, told);
        news.add(told.sighting());
      }
    }
  }

  private boolean confirmed(Track track) {
    return track.sighting().observations() >= config.confirmFrames();
  }
}
