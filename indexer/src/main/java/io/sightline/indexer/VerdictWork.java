package io.sightline.indexer;

import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.LabelledMatch;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Verdict;
import io.sightline.indexer.topic.ConfirmedSender;
import io.sightline.indexer.topic.InTurn;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic {@code verdicts} into the enrolments: "not this person" makes the face a negative of the
 * identity, under the alert's id; a later verdict, or a tombstone, takes it back. A verdict about
 * an identity that was deleted is removed. Doing a record again changes nothing.
 *
 * @param verdicts to the same topic
 */
record VerdictWork(Identities identities, ConfirmedSender verdicts) implements InTurn.Step {
  private static final Logger LOG = LoggerFactory.getLogger(VerdictWork.class);

  @Override
  public Optional<String> apply(ConsumerRecord<byte[], byte[]> record)
      throws MalformedRecordException {
    if (!identities.trouble().isEmpty()) {
      // Who was deleted meanwhile would be written anew.
      return Optional.of("the enrolments are not up to date: " + identities.trouble());
    }
    if (record.value() != null) {
      apply(Codecs.LABELLED_MATCH.decode(record.value()));
    } else if (record.key() != null) {
      takeBack(new String(record.key(), StandardCharsets.UTF_8));
    }
    return Optional.empty();
  }

  private void apply(LabelledMatch label) {
    if (!label.identityId().isEmpty() && identities.isGone(label.identityId())) {
      // It holds a face, and nobody would remove it any more.
      verdicts.send(label.alertId(), null);
      LOG.info(
          "alert {}: its verdict is about a deleted identity, and is removed", label.alertId());
      return;
    }
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
}
