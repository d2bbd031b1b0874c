package io.sightline.indexer;

import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.LabelledMatch;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Verdict;
import io.sightline.indexer.topic.DeadLetterSender;
import io.sightline.indexer.topic.GroupLoop;
import io.sightline.indexer.topic.NotSavedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic {@code verdicts} into the enrolments: "not this person" makes the face a negative of the
 * identity, under the alert's id; a later verdict, or a tombstone, takes it back. Doing a record
 * again changes nothing.
 */
final class VerdictWork implements GroupLoop.Work {
  private static final Logger LOG = LoggerFactory.getLogger(VerdictWork.class);

  private final Identities identities;
  private final DeadLetterSender letters;
  private final Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private String trouble = "";
  private int failures;

  VerdictWork(Identities identities, DeadLetterSender letters) {
    this.identities = identities;
    this.letters = letters;
  }

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) {
    records.add(record);
  }

  @Override
  public boolean advance() throws InterruptedException {
    try {
      while (!records.isEmpty()) {
        apply(records.peek());
        records.remove();
      }
      return true;
    } catch (NotSavedException | KafkaException e) {
      trouble = e.getMessage();
      failures++;
      return false;
    }
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    try {
      if (record.value() != null) {
        apply(Codecs.LABELLED_MATCH.decode(record.value()));
      } else if (record.key() != null) {
        takeBack(new String(record.key(), StandardCharsets.UTF_8));
      }
    } catch (MalformedRecordException e) {
      letters.send(record, e.getMessage());
    }
  }

  private void apply(LabelledMatch label) {
    if (label.verdict() != Verdict.FALSE_MATCH
        || !label.notThisPerson()
        || label.identityId().isEmpty()) {
      takeBack(label.alertId());
      return;
    }
    Template negative =
        new Template(
            label.alertId(),
            label.embedding(),
            label.crop(),
            "alert " + label.alertId(),
            label.at(),
            label.mask(),
            Unknown.NONE);
    if (identities.addNegative(label.identityId(), negative)) {
      LOG.info("alert {}: its face is not identity {}", label.alertId(), label.identityId());
    }
  }

  private void takeBack(String alertId) {
    if (identities.removeNegative(alertId)) {
      LOG.info("alert {}: its face is no negative any more", alertId);
    }
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
