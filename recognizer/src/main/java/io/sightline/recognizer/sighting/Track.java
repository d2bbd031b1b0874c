package io.sightline.recognizer.sighting;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.wire.BestShot;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import java.time.Instant;
import java.util.Optional;

/**
 * One person before one camera, as far as is known.
 *
 * @param sighting what would be told of it now; its version is the last one told, 0 when it was not
 *     told of yet
 * @param lastBox where it was seen last
 * @param embeddingSum of all observations, weighted by quality
 * @param maskSum of the mask probabilities
 * @param maskVotes how many observations had one
 * @param toldQuality quality of the best shot that was told last
 */
record Track(
    Sighting sighting,
    FaceBox lastBox,
    float[] embeddingSum,
    float maskSum,
    int maskVotes,
    float toldQuality) {
  /** A face of no quality at all still says something. */
  private static final float MIN_WEIGHT = 0.01f;

  static Track begin(FrameFaces frame, FaceObservation face) {
    Sighting sighting =
        new Sighting(
            face.id().replace('#', '-'),
            0,
            frame.cameraId(),
            Sighting.State.OPEN,
            frame.capturedAt(),
            frame.capturedAt(),
            0,
            MaskState.UNKNOWN,
            Optional.empty(),
            shot(frame, face),
            face.embedding(),
            frame.capturedAt());
    float[] nothing = new float[face.embedding().values().length];
    return new Track(sighting, face.box(), nothing, 0, 0, -1).with(frame, face);
  }

  /** With one more observation. */
  Track with(FrameFaces frame, FaceObservation face) {
    float weight = Math.max(MIN_WEIGHT, face.quality().score());
    float[] sum = embeddingSum.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * face.embedding().values()[i];
    }
    float masks = maskSum + (float) face.maskProbability().orElse(0);
    int votes = maskVotes + (face.maskProbability().isPresent() ? 1 : 0);
    Sighting s = sighting;
    boolean better = face.quality().score() > s.bestShot().quality().score();
    Sighting grown =
        new Sighting(
            s.id(),
            s.version(),
            s.cameraId(),
            s.state(),
            s.firstSeen(),
            later(s.lastSeen(), frame.capturedAt()),
            s.observations() + 1,
            mask(masks, votes),
            s.match(),
            better ? shot(frame, face) : s.bestShot(),
            Embedding.normalised(face.embedding().space(), sum),
            frame.capturedAt(),
            s.nearest(),
            s.unknown());
    return new Track(grown, face.box(), sum, masks, votes, toldQuality);
  }

  Track matched(Optional<Match> match) {
    return with(sighting.version(), sighting.state(), match, sighting.evidenceAt(), toldQuality);
  }

  /** As it is told: one version higher. */
  Track told() {
    return with(
        sighting.version() + 1,
        sighting.state(),
        sighting.match(),
        sighting.evidenceAt(),
        sighting.bestShot().quality().score());
  }

  /**
   * @param at when it was clear that the person is gone
   */
  Track closed(Instant at) {
    return with(sighting.version() + 1, Sighting.State.CLOSED, sighting.match(), at, toldQuality);
  }

  boolean wasTold() {
    return sighting.version() > 0;
  }

  private Track with(
      long version,
      Sighting.State state,
      Optional<Match> match,
      Instant evidenceAt,
      float quality) {
    Sighting s = sighting;
    Sighting changed =
        new Sighting(
            s.id(),
            version,
            s.cameraId(),
            state,
            s.firstSeen(),
            s.lastSeen(),
            s.observations(),
            s.mask(),
            match,
            s.bestShot(),
            s.embedding(),
            evidenceAt,
            s.nearest(),
            s.unknown());
    return new Track(changed, lastBox, embeddingSum, maskSum, maskVotes, quality);
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

  private static MaskState mask(float sum, int votes) {
    if (votes == 0) {
      return MaskState.UNKNOWN;
    }
    return sum / votes >= 0.5 ? MaskState.MASKED : MaskState.BARE;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
