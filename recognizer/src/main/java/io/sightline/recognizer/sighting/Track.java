package io.sightline.recognizer.sighting;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.wire.BestShot;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.recognizer.match.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One person before one camera, as far as is known.
 *
 * @param sighting what would be told of it now; its version is the last one told, 0 when it was not
 *     told of yet. Its embedding is that of the last match
 * @param motion where it was seen last and how it moves
 * @param evidence what the observations add up to
 * @param lastTold what others know of it
 * @param matched what was matched last
 */
record Track(Sighting sighting, Motion motion, Evidence evidence, Told lastTold, Matched matched) {

  /** Evidence is matched anew when there is this much more of it. */
  private static final float GROWTH = 1.25f;

  /** And after this long when there is any more: whom it names is told within a second. */
  private static final Duration UNMATCHED = Duration.ofMillis(500);

  /** A best shot is told when it is this much better than the one told last. */
  static final float BETTER_SHOT = 0.1f;

  /** A similarity is told when it is this much higher than the one told last. */
  static final float NEARER = 0.02f;

  /**
   * Who is seen still is told of again after this long: hours begin and cooldowns end meanwhile.
   */
  private static final Duration STILL_THERE = Duration.ofSeconds(10);

  /**
   * @param quality of the best shot
   * @param similarity to the nearest identity
   * @param at capture time of the frame in which there was something to tell
   */
  record Told(float quality, float similarity, Instant at) {
    static final Told NOTHING = new Told(-1, -1, Instant.EPOCH);
  }

  /**
   * @param weight of the evidence that was matched, 0 when none was
   * @param version of the gallery it was matched with; not kept over a restart, as a gallery's
   *     versions are not
   * @param at capture time of its newest observation; not kept over a restart either
   */
  record Matched(float weight, long version, Instant at) {
    static final Matched NOTHING = of(0);

    /** Before a restart, or never. */
    static Matched of(float weight) {
      return new Matched(weight, -1, Instant.EPOCH);
    }
  }

  static Track begin(FrameFaces frame, FaceObservation face) {
    Instant at = frame.capturedAt();
    Sighting sighting =
        new Sighting(
            face.id().replace('#', '-'),
            0,
            frame.cameraId(),
            Sighting.State.OPEN,
            at,
            at,
            0,
            MaskState.UNKNOWN,
            Optional.empty(),
            shot(frame, face),
            face.embedding(),
            at);
    Evidence none = Evidence.none(face.embedding().values().length);
    return new Track(sighting, Motion.begin(at, face.box()), none, Told.NOTHING, Matched.NOTHING)
        .with(frame, face);
  }

  Track with(Sighting other) {
    return new Track(other, motion, evidence, lastTold, matched);
  }

  /** With one more observation. */
  Track with(FrameFaces frame, FaceObservation face) {
    Sighting s = sighting;
    Evidence grown = evidence.with(face);
    boolean better = face.quality().score() > quality();
    Instant at = frame.capturedAt();
    Sighting seen =
        new Sighting(
            s.id(),
            s.version(),
            s.cameraId(),
            s.state(),
            at.isBefore(s.firstSeen()) ? at : s.firstSeen(),
            at.isAfter(s.lastSeen()) ? at : s.lastSeen(),
            s.observations() + 1,
            grown.mask(),
            s.match(),
            better ? shot(frame, face) : s.bestShot(),
            s.embedding(),
            at,
            s.nearest(),
            s.unknown());
    return new Track(seen, motion.observed(at, face.box()), grown, lastTold, matched);
  }

  /** Where it is now, of a face that tells no more. */
  Track moved(Instant at, FaceBox box) {
    return new Track(sighting, motion.observed(at, box), evidence, lastTold, matched);
  }

  /** Of the best shot. */
  float quality() {
    return sighting.bestShot().quality().score();
  }

  /** Cosine of all that was seen of it and a face. */
  float similarity(Embedding face) {
    return evidence.similarity(face);
  }

  /**
   * Whether another answer than the last may come of matching it.
   *
   * @param before the track before the frame
   * @param galleryVersion the gallery's now
   */
  boolean needsMatch(Track before, long galleryVersion) {
    return matched.version() != galleryVersion
        || evidence.weight() >= GROWTH * matched.weight()
        || sighting.mask() != before.sighting().mask()
        || evidence.weight() > matched.weight()
            && !sighting.lastSeen().isBefore(matched.at().plus(UNMATCHED));
  }

  /** Whether it was seen, or somebody was enrolled or removed, since it was matched last. */
  boolean matchIsOld(long galleryVersion) {
    return matched.version() != galleryVersion || evidence.weight() > matched.weight();
  }

  /** With the embedding that all observations make. */
  Track summed() {
    Embedding mean = Embedding.normalised(sighting.embedding().space(), evidence.sum());
    return with(sighting.version(), mean, sighting.match(), sighting.nearest(), lastTold);
  }

  Track matched(Decision decision, long galleryVersion) {
    Optional<Match> match = decision.match(sighting.match());
    Track named =
        with(
            sighting.version(),
            sighting.embedding(),
            match,
            match.isPresent() ? Optional.empty() : decision.nearest(),
            lastTold);
    Matched now = new Matched(evidence.weight(), galleryVersion, sighting.lastSeen());
    return new Track(named.sighting(), motion, evidence, lastTold, now);
  }

  /** Whether there is something that others do not know. */
  boolean worthTelling(Track before) {
    return sighting.version() == 0
        || !identity(sighting.match()).equals(identity(before.sighting().match()))
        || sighting.mask() != before.sighting().mask()
        || quality() >= lastTold.quality() + BETTER_SHOT
        || similarity() >= lastTold.similarity() + NEARER
        || !sighting.lastSeen().isBefore(lastTold.at().plus(STILL_THERE));
  }

  /** As it is told: one version higher. */
  Track told() {
    Sighting s = sighting;
    Told now = new Told(quality(), similarity(), s.lastSeen());
    return with(s.version() + 1, s.embedding(), s.match(), s.nearest(), now);
  }

  /**
   * @param at when it was clear that the person is gone
   */
  Sighting closed(Instant at) {
    Sighting s = summed().sighting();
    return new Sighting(
        s.id(),
        s.version() + 1,
        s.cameraId(),
        Sighting.State.CLOSED,
        s.firstSeen(),
        s.lastSeen(),
        s.observations(),
        s.mask(),
        s.match(),
        s.bestShot(),
        s.embedding(),
        at,
        s.nearest(),
        s.unknown());
  }

  boolean wasTold() {
    return sighting.version() > 0;
  }

  private float similarity() {
    return sighting.match().or(sighting::nearest).map(Match::similarity).orElse(-1f);
  }

  private static Optional<String> identity(Optional<Match> match) {
    return match.map(Match::identityId);
  }

  private Track with(
      long version, Embedding embedding, Optional<Match> match, Optional<Match> nearest, Told now) {
    Sighting s = sighting;
    Sighting changed =
        new Sighting(
            s.id(),
            version,
            s.cameraId(),
            s.state(),
            s.firstSeen(),
            s.lastSeen(),
            s.observations(),
            s.mask(),
            match,
            s.bestShot(),
            embedding,
            s.evidenceAt(),
            nearest,
            s.unknown());
    return new Track(changed, motion, evidence, now, matched);
  }

  private static BestShot shot(FrameFaces frame, FaceObservation face) {
    return new BestShot(
        frame.frameId(),
        frame.capturedAt(),
        frame.frame(),
        face.box(),
        face.quality(),
        face.crop());
  }
}
