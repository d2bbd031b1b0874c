package io.sightline.indexer;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.indexer.document.AlertDocument;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topic {@code alerts} into its indices, one a day by the time they were raised. */
record AlertDocuments(DailyIndices indices, IndexMetrics metrics) implements Documents {

  @Override
  public Pending of(ConsumerRecord<byte[], byte[]> record) {
    Alert alert = Codecs.ALERT.decode(record.value());
    return new Pending(
        record,
        indices.of(alert.raisedAt()),
        alert.id(),
        alert.version(),
        AlertDocument.indexed(alert),
        created -> metrics.indexed(alert));
  }

  @Override
  public void ensureTemplate(int outages) throws IOException {
    indices.ensureTemplate(outages);
  }
}
