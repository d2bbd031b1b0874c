package io.sightline.contract.wire;

/**
 * Where a frame lies in the topic {@code frames}, so that it can be shown for as long as Kafka
 * keeps it.
 */
public record FrameRef(int partition, long offset) {}
