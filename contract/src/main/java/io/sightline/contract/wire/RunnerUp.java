package io.sightline.contract.wire;

/**
 * The identity that came second.
 *
 * @param similarity cosine to its nearest reference
 */
public record RunnerUp(String identityId, String displayName, float similarity) {}
