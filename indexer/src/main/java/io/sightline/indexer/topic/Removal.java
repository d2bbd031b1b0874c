package io.sightline.indexer.topic;

import java.time.Instant;

/**
 * That an entry was removed.
 *
 * @param offset of the tombstone
 */
public record Removal(long offset, Instant at) {}
