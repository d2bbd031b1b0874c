package io.sightline.indexer.delivery;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.indexer.topic.DeadLetterSender;
import io.sightline.indexer.topic.GroupLoop;
import io.sightline.indexer.topic.NotSavedException;
import io.sightline.indexer.topic.TopicTable;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic {@code alerts} to one channel, one record after the other. A version is done with when
 * topic {@code deliveries} says so: what was sent but not noted before a stop is sent again, the
 * same; what was noted is not.
 */
final class DeliveryWork implements GroupLoop.Work {
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
  private final Queue<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private int attempts;
  private int failures;
  private boolean sent;
  private String trouble = "";

  DeliveryWork(Context context) {
    this.context = context;
  }

  @Override
  public void add(ConsumerRecord<byte[], byte[]> record) {
    records.add(record);
  }

  @Override
  public boolean advance() throws InterruptedException {
    try {
      while (!records.isEmpty()) {
        if (!done(records.peek())) {
          failures++;
          return false;
        }
        records.remove();
        attempts = 0;
        failures = 0;
        sent = false;
      }
      return true;
    } catch (NotSavedException | KafkaException e) {
      trouble = e.getMessage();
      failures++;
      return false;
    }
  }

  private boolean done(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Optional<Alert> alert = read(record).filter(a -> a.channels().contains(context.id()));
    if (alert.isEmpty()) {
      return true;
    }
    Optional<Delivery> before =
        context.deliveries().get(Delivery.key(context.id(), alert.get().id()));
    if (before.isPresent() && before.get().version() >= alert.get().version()) {
      return true;
    }
    Optional<Delivery> told = before.filter(d -> d.result() == Delivery.Result.DELIVERED);
    return !context.channel().wants(alert.get(), told) || send(record, alert.get(), told);
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

  private boolean send(ConsumerRecord<byte[], byte[]> record, Alert alert, Optional<Delivery> told)
      throws InterruptedException {
    try {
      if (!sent) {
        attempts++;
        deliver(alert, told);
        sent = true;
        context.state().delivered(alert);
      }
      note(alert, Delivery.Result.DELIVERED, "", context.channel().memory(alert));
      return true;
    } catch (ChannelException e) {
      trouble = e.getMessage();
      context.state().failed(trouble);
      boolean end = context.patience().ended(record.timestamp(), attempts, context.clock());
      if (!e.refused() && !end) {
        return false;
      }
      context.letters().send(record, "after " + attempts + " attempts: " + trouble);
      note(alert, Delivery.Result.DEAD, trouble, "");
      context.state().dead();
      return true;
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

  @Override
  public int failures() {
    return failures;
  }

  @Override
  public String trouble() {
    return trouble;
  }
}
