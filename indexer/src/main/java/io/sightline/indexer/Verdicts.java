package io.sightline.indexer;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.LabelledMatch;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.indexer.topic.ConfirmedSender;
import io.sightline.indexer.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Whom the verdicts are about, so that those about somebody can be removed: they hold faces, and
 * are kept for ever. Thread-safe.
 */
final class Verdicts implements AutoCloseable {
  private final Map<String, About> ofAlert = new ConcurrentHashMap<>();
  private final ConfirmedSender sender;
  private final TopicReader reader;

  /**
   * @param identityId empty when it is about somebody unknown
   */
  private record About(String identityId, Instant at) {}

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
    return ofAlert.values().stream().anyMatch(about -> about.identityId().equals(identityId));
  }

  /**
   * Removes every verdict about an identity.
   *
   * @throws io.sightline.indexer.topic.NotSavedException when that takes too long; what was removed
   *     by then stays so
   */
  void forget(String identityId) {
    removeIf(about -> about.identityId().equals(identityId));
  }

  /**
   * Removes the verdicts about nobody known that were given before a time: no identity is ever
   * deleted whom they would go with. As {@link #forget}.
   */
  void forgetNobodys(Instant before) {
    removeIf(about -> about.identityId().isEmpty() && about.at().isBefore(before));
  }

  /**
   * Removes the verdict on an alert; says whether there was one.
   *
   * @throws io.sightline.indexer.topic.NotSavedException when that takes too long
   */
  boolean remove(String alertId) {
    boolean known = ofAlert.containsKey(alertId);
    if (known) {
      sender.send(alertId, null);
    }
    return known;
  }

  private void removeIf(Predicate<About> which) {
    ofAlert.forEach(
        (alert, about) -> {
          if (which.test(about)) {
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
        ofAlert.remove(alert);
      } else {
        LabelledMatch label = Codecs.LABELLED_MATCH.decode(record.value());
        ofAlert.put(alert, new About(label.identityId(), label.at()));
      }
    } catch (MalformedRecordException e) {
      // The group "verdict-reader" makes a dead letter of it.
      ofAlert.remove(alert);
    }
  }

  @Override
  public void close() {
    reader.close();
  }
}
