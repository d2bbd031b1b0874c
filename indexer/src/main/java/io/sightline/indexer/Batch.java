package io.sightline.indexer;

import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.indexer.topic.DeadLetterSender;
import io.sightline.indexer.topic.GroupLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;

/** The records in hand: done when each is in the index or put aside. */
final class Batch implements GroupLoop.Work {
  private record Bad(ConsumerRecord<byte[], byte[]> record, String reason) {}

  private final Documents documents;
  private final DocumentWriter writer;
  private final DeadLetterSender letters;
  private List<Pending> toWrite = new ArrayList<>();
  private final Queue<Bad> toPutAside = new ArrayDeque<>();
  private String trouble = "";
  private int failures;

  Batch(Documents documents, DocumentWriter writer, DeadLetterSender letters) {
    this.documents = documents;
    this.writer = writer;
    this.letters = letters;
  }

  /** A tombstone has nothing to index. */
  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      toWrite.add(documents.of(record));
    } catch (MalformedRecordException | IllegalArgumentException e) {
      toPutAside.add(new Bad(record, e.getMessage()));
    } catch (RuntimeException e) {
      // Well formed, and nobody thought of it; thrown on, it would come again at each start.
      toPutAside.add(new Bad(record, e.toString()));
    }
  }

  @Override
  public boolean advance() throws InterruptedException {
    WriteResult result = writer.write(documents, toWrite);
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
    failures++;
    return toWrite.isEmpty() && toPutAside.isEmpty();
  }

  @Override
  public int failures() {
    return failures;
  }

  @Override
  public String trouble() {
    return trouble;
  }
}
