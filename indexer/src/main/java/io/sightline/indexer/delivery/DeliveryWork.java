package io.sightline.indexer.delivery;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.indexer.topic.DeadLetterSender;
import io.sightline.indexer.topic.InTurn;
import io.sightline.indexer.topic.TopicTable;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic {@code alerts} to one channel, one record after the other. A version is done with when
 * topic {@code deliveries} says so: what was sent but not noted before a stop is sent again, the
 * same; what was noted is not.
 */
final class DeliveryWork implements InTurn.Step {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWork.class);

  /** What all records of one channel share. */
  record Context(
      String id,
      Channel channel,
      ChannelState state,
      TopicTable<Delivery> deliveries,
      DeadLetterSender letters,
      Patience patience,
      Clock clock) {}

  private final Context context;
  private int attempts;
  private boolean sent;

  DeliveryWork(Context context) {
    this.context = context;
  }

  @Override
  public Optional<String> apply(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Optional<String> waits = tell(record);
    if (waits.isEmpty()) {
      attempts = 0;
      sent = false;
    }
    return waits;
  }

  private Optional<String> tell(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Optional<Alert> alert = read(record).filter(a -> a.channels().contains(context.id()));
    if (alert.isEmpty()) {
      return Optional.empty();
    }
    Optional<Delivery> before =
        context.deliveries().get(Delivery.key(context.id(), alert.get().id()));
    if (before.isPresent() && before.get().version() >= alert.get().version()) {
      return Optional.empty();
    }
    Optional<Delivery> told = before.filter(d -> d.result() == Delivery.Result.DELIVERED);
    return context.channel().wants(alert.get(), told)
        ? send(record, alert.get(), told)
        : Optional.empty();
  }

  /** What cannot be read is the dead letter of whoever indexes alerts; once is enough. */
  private Optional<Alert> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.ofNullable(record.value()).map(Codecs.ALERT::decode);
    } catch (MalformedRecordException e) {
      LOG.warn("{}: alert at offset {} is left out", context.id(), record.offset());
      return Optional.empty();
    }
  }

  private Optional<String> send(
      ConsumerRecord<byte[], byte[]> record, Alert alert, Optional<Delivery> told)
      throws InterruptedException {
    try {
      if (!sent) {
        attempts++;
        deliver(alert, told);
        sent = true;
        context.state().delivered(alert);
      }
      note(alert, Delivery.Result.DELIVERED, "", context.channel().memory(alert));
      return Optional.empty();
    } catch (ChannelException e) {
      String trouble = String.valueOf(e.getMessage());
      context.state().failed(trouble);
      boolean end = context.patience().ended(record.timestamp(), attempts, context.clock());
      if (!e.refused() && !end) {
        return Optional.of(trouble);
      }
      context.letters().send(record, "after " + attempts + " attempts: " + trouble);
      note(alert, Delivery.Result.DEAD, trouble, "");
      context.state().dead();
      return Optional.empty();
    }
  }

  /** A fault of ours must not end the channel. */
  private void deliver(Alert alert, Optional<Delivery> told)
      throws ChannelException, InterruptedException {
    try {
      context.channel().deliver(alert, told);
    } catch (RuntimeException e) {
      LOG.error("{}: alert {} cannot be sent", context.id(), alert.id(), e);
      throw ChannelException.later("internal error: " + e.getClass().getSimpleName());
    }
  }

  private void note(Alert alert, Delivery.Result result, String reason, String memory) {
    context
        .deliveries()
        .put(
            Delivery.key(context.id(), alert.id()),
            new Delivery(
                context.id(),
                alert.id(),
                alert.version(),
                alert.state(),
                result,
                attempts,
                context.clock().millis(),
                reason,
                memory));
  }
}
