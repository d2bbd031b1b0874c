package io.sightline.contract.wire;

/**
 * Why a sighting bears a name.
 *
 * @param similarity cosine to the identity's nearest template
 * @param threshold the similarity that had to be reached
 */
public record Match(
    String identityId, String displayName, float similarity, float threshold, Unknown unknown) {

  public Match(String identityId, String displayName, float similarity, float threshold) {
    this(identityId, displayName, similarity, threshold, Unknown.NONE);
  }
}
