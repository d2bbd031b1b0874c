package io.sightline.indexer;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.indexer.topic.ConfirmedSender;
import io.sightline.indexer.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whom the verdicts are about, so that those about somebody can be removed: they hold faces, and
 * are kept for ever. Thread-safe.
 */
final class Verdicts implements AutoCloseable {
  private final Map<String, String> identityOfAlert = new ConcurrentHashMap<>();
  private final ConfirmedSender sender;
  private final TopicReader reader;

  /**
   * @param sender to topic {@code verdicts}
   */
  Verdicts(KafkaSettings kafka, ConfirmedSender sender) {
    this.sender = sender;
    this.reader = new TopicReader(kafka, sender.topic(), this::apply);
  }

  /** Returns when every verdict written before is known. */
  void start() throws InterruptedException {
    reader.start(TopicReader.From.BEGINNING);
  }

  /** Why they are no longer followed; empty while all is well. */
  String trouble() {
    return reader.trouble();
  }

  /** Whether there is one about this identity. */
  boolean areAbout(String identityId) {
    return identityOfAlert.containsValue(identityId);
  }

  /**
   * Removes every verdict about an identity.
   *
   * @throws io.sightline.indexer.topic.NotSavedException when that takes too long; what was removed
   *     by then stays so
   */
  void forget(String identityId) {
    identityOfAlert.forEach(
        (alert, identity) -> {
          if (identity.equals(identityId)) {
            sender.send(alert, null);
          }
        });
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    String alert = new String(record.key(), StandardCharsets.UTF_8);
    try {
      if (record.value() == null) {
        identityOfAlert.remove(alert);
      } else {
        identityOfAlert.put(alert, Codecs.LABELLED_MATCH.decode(record.value()).identityId());
      }
    } catch (MalformedRecordException e) {
      // The group "verdict-reader" makes a dead letter of it.
      identityOfAlert.remove(alert);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
