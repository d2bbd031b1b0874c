package io.sightline.indexer;

import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Sighting;
import io.sightline.indexer.document.SightingDocument;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Topic {@code sightings} into its indices. */
record SightingDocuments(SightingIndices indices, IndexMetrics metrics) implements Documents {

  @Override
  public Pending of(ConsumerRecord<byte[], byte[]> record) {
    Sighting sighting = Codecs.SIGHTING.decode(record.value());
    return new Pending(
        record,
        indices.of(sighting),
        sighting.id(),
        sighting.version(),
        SightingDocument.indexed(sighting),
        created -> metrics.indexed(sighting, created));
  }

  @Override
  public void ensureTemplate(int outages) throws IOException {
    indices.ensureTemplate(outages);
  }
}
