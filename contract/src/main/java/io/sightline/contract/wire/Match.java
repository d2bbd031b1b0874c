package io.sightline.contract.wire;

import java.util.Optional;

/**
 * The decision about the identity that came nearest, with its numbers.
 *
 * @param similarity cosine to the identity's nearest reference
 * @param threshold the similarity that had to be reached
 * @param templateId the template that stands for that reference
 * @param pairing of the sighting's mask state and the reference's
 * @param falseMatchRate how often a search for a stranger may find somebody; 0 when the threshold
 *     was set by hand and stands for no rate
 * @param comparisonRate the false-match rate of one comparison that this leaves, after the
 *     correction for the gallery's size; 0 as above
 * @param gallerySize how many references it was compared with
 */
public record Match(
    String identityId,
    String displayName,
    float similarity,
    float threshold,
    String templateId,
    MaskPairing pairing,
    double falseMatchRate,
    double comparisonRate,
    int gallerySize,
    Optional<RunnerUp> runnerUp,
    Unknown unknown) {

  public Match(String identityId, String displayName, float similarity, float threshold) {
    this(
        identityId,
        displayName,
        similarity,
        threshold,
        "",
        MaskPairing.UNKNOWN,
        0,
        0,
        0,
        Optional.empty(),
        Unknown.NONE);
  }

  /** Whether it is near enough for a name. */
  public boolean accepted() {
    return similarity >= threshold;
  }

  /** By how much the second identity is less similar; empty when there is none. */
  public Optional<Float> margin() {
    return runnerUp.map(r -> similarity - r.similarity());
  }
}
