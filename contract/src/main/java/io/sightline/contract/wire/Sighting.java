package io.sightline.contract.wire;

import io.sightline.contract.face.Embedding;
import java.time.Instant;
import java.util.Optional;

/**
 * Who was seen, where and when: topic {@code sightings}, key sighting id, compacted. Its id never
 * changes; each record that says more about it has a higher version.
 *
 * @param observations how many face observations it rests on
 * @param match the identity, or empty for an unknown
 * @param embedding the sighting's own embedding
 * @param evidenceAt capture time of the frame that made this version; latency is measured from it
 * @param nearest of an unknown: the identity that came nearest and was not near enough; empty when
 *     it has a name or there is nobody to compare with
 */
public record Sighting(
    String id,
    long version,
    String cameraId,
    State state,
    Instant firstSeen,
    Instant lastSeen,
    int observations,
    MaskState mask,
    Optional<Match> match,
    BestShot bestShot,
    Embedding embedding,
    Instant evidenceAt,
    Optional<Match> nearest,
    Unknown unknown) {

  public enum State {
    OPEN,
    CLOSED
  }

  public Sighting(
      String id,
      long version,
      String cameraId,
      State state,
      Instant firstSeen,
      Instant lastSeen,
      int observations,
      MaskState mask,
      Optional<Match> match,
      BestShot bestShot,
      Embedding embedding,
      Instant evidenceAt) {
    this(
        id,
        version,
        cameraId,
        state,
        firstSeen,
        lastSeen,
        observations,
        mask,
        match,
        bestShot,
        embedding,
        evidenceAt,
        Optional.empty(),
        Unknown.NONE);
  }

  public Sighting with(BestShot otherShot, Embedding otherEmbedding) {
    return new Sighting(
        id,
        version,
        cameraId,
        state,
        firstSeen,
        lastSeen,
        observations,
        mask,
        match,
        otherShot,
        otherEmbedding,
        evidenceAt,
        nearest,
        unknown);
  }
}
