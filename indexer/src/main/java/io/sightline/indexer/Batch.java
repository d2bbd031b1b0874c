package io.sightline.indexer;

import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Sighting;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** The records in hand: done when each is in the index or put aside. */
final class Batch {
  private record Bad(ConsumerRecord<byte[], byte[]> record, String reason) {}

  private List<Pending> toWrite = new ArrayList<>();
  private final Queue<Bad> toPutAside = new ArrayDeque<>();
  private String trouble = "";

  /** A tombstone has nothing to index. */
  void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      Sighting sighting = Codecs.SIGHTING.decode(record.value());
      toWrite.add(new Pending(record, sighting, SightingDocument.of(sighting)));
    } catch (MalformedRecordException | IllegalArgumentException e) {
      toPutAside.add(new Bad(record, e.getMessage()));
    }
  }

  /** Does what can be done now; says whether that was all. */
  boolean advance(SightingWriter writer, DeadLetterSender letters) throws InterruptedException {
    WriteResult result = writer.write(toWrite);
    toWrite = new ArrayList<>(result.retry());
    trouble = toWrite.isEmpty() ? "" : "Elasticsearch: " + result.reason();
    result.refused().forEach(r -> toPutAside.add(new Bad(r.pending().record(), r.reason())));
    try {
      while (!toPutAside.isEmpty()) {
        letters.send(toPutAside.peek().record(), toPutAside.peek().reason());
        toPutAside.remove();
      }
    } catch (KafkaException e) {
      trouble = e.getMessage();
    }
    return toWrite.isEmpty() && toPutAside.isEmpty();
  }

  /** Why it is not done. */
  String trouble() {
    return trouble;
  }
}
