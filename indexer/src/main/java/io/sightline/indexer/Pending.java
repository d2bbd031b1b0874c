package io.sightline.indexer;

import io.sightline.contract.wire.Sighting;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that was read and waits to be written. */
record Pending(
    ConsumerRecord<byte[], byte[]> record, Sighting sighting, Map<String, Object> document) {}
