package io.sightline.indexer;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that was read and waits to be written.
 *
 * @param version of the document (external versioning)
 * @param indexed told when it is in the index, and whether its document was new
 */
record Pending(
    ConsumerRecord<byte[], byte[]> record,
    String index,
    String id,
    long version,
    Map<String, Object> document,
    Consumer<Boolean> indexed) {}
