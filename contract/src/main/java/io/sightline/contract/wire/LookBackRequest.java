package io.sightline.contract.wire;

/**
 * Somebody came on a watchlist, or got more templates while on one, and is to be looked for in what
 * was seen before: topic {@code look-backs}, key identity id.
 */
public record LookBackRequest(String watchlistId, String identityId, Unknown unknown) {}
