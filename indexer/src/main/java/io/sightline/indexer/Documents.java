package io.sightline.indexer;

import io.sightline.contract.wire.MalformedRecordException;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** How the records of one topic become documents. Thread-safe. */
interface Documents {

  /**
   * @throws MalformedRecordException when the bytes are no such record
   * @throws IllegalArgumentException when no index could hold it; says why
   */
  Pending of(ConsumerRecord<byte[], byte[]> record);

  /**
   * Sees to it that indices will be made with the right mapping.
   *
   * @param outages how often Elasticsearch was away: it may have come back without the mapping
   */
  void ensureTemplate(int outages) throws IOException;
}
