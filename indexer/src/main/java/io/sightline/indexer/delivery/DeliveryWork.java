package io.sightline.indexer.delivery;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.indexer.topic.DeadLetterSender;
import io.sightline.indexer.topic.InTurn;
import io.sightline.indexer.topic.TopicTable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic {@code alerts} to one channel, one record after the other. A version is done with when
 * topic {@code deliveries} says so: what was sent but not noted before a stop is sent again, the
 * same; what was noted is not. While one is not taken for long, others behind it are tried, to tell
 * a channel that is away from a message that nobody can take.
 */
final class DeliveryWork implements InTurn.Step {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryWork.class);

  /**
   * What all records of one channel share.
   *
   * @param ahead what comes after a record, in order
   * @param maxAge of a record that nothing was told of before
   */
  record Context(
      String id,
      Channel channel,
      ChannelState state,
      TopicTable<Delivery> deliveries,
      DeadLetterSender letters,
      Function<ConsumerRecord<byte[], byte[]>, List<ConsumerRecord<byte[], byte[]>>> ahead,
      Patience patience,
      Duration maxAge,
      Clock clock) {}

  /**
   * A version that the channel wants.
   *
   * @param told what it was told last of this alert
   */
  private record Message(
      ConsumerRecord<byte[], byte[]> record, Alert alert, Optional<Delivery> told) {}

  private final Context context;
  private int attempts;

  /** What is to be noted of the message that was sent; empty before. */
  private Optional<String> sent = Optional.empty();

  /** Alerts behind this one that were tried out of turn, and those of them that were taken. */
  private final Set<String> probed = new HashSet<>();

  private final Set<String> taken = new HashSet<>();

  /** Whether this is the first message since the start, which the last run may have tried. */
  private boolean first = true;

  DeliveryWork(Context context) {
    this.context = context;
  }

  @Override
  public Optional<String> apply(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    Optional<Message> message = message(record);
    Optional<String> waits = message.isEmpty() ? Optional.empty() : tell(message.get());
    if (waits.isEmpty()) {
      first = first && message.isEmpty();
      attempts = 0;
      sent = Optional.empty();
      probed.clear();
      taken.clear();
    }
    return waits;
  }

  /** Empty when the channel need not be told of it. */
  private Optional<Message> message(ConsumerRecord<byte[], byte[]> record) {
    Optional<Alert> alert = read(record).filter(a -> a.channels().contains(context.id()));
    if (alert.isEmpty()) {
      return Optional.empty();
    }
    Optional<Delivery> before =
        context.deliveries().get(Delivery.key(context.id(), alert.get().id()));
    if (before.isPresent() && before.get().version() >= alert.get().version()) {
      return Optional.empty();
    }
    Optional<Delivery> told = before.filter(d -> d.told() != null);
    return context.channel().wants(alert.get(), told)
        ? Optional.of(new Message(record, alert.get(), told))
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

  private Optional<String> tell(Message message) throws InterruptedException {
    if (attempts == 0 && stale(message)) {
      String why = "older than " + context.maxAge() + " at its turn";
      if (first) {
        // Those behind it were not tried, and there may be thousands.
        context.letters().send(message.record(), why + ", and perhaps tried before the start");
      }
      note(message, Delivery.Result.DEAD, 0, why);
      LOG.info("{}: alert {} is too old to be told of", context.id(), message.alert().id());
      context.state().stale();
      return Optional.empty();
    }
    if (sent.isEmpty()) {
      attempts++;
      try {
        sent = Optional.of(deliver(message));
        context.state().delivered(message.alert());
      } catch (ChannelException e) {
        return failed(message, e);
      }
    }
    note(message, Delivery.Result.DELIVERED, attempts, sent.get());
    return Optional.empty();
  }

  /** A correction is news whenever it comes; an alert of last month is none. */
  private boolean stale(Message message) {
    return message.told().isEmpty()
        && Instant.ofEpochMilli(message.record().timestamp())
            .plus(context.maxAge())
            .isBefore(context.clock().instant());
  }

  private Optional<String> failed(Message message, ChannelException e) throws InterruptedException {
    String trouble = String.valueOf(e.getMessage());
    boolean end = context.patience().ended(message.record().timestamp(), attempts, context.clock());
    switch (e.kind()) {
      case PARTLY -> {
        if (end) {
          note(message, Delivery.Result.DELIVERED, attempts, trouble);
          context.state().delivered(message.alert());
          return Optional.empty();
        }
      }
      case NEVER -> end = true;
      case OURS -> end = end || attempts >= Patience.OF_OUR_OWN;
      case LATER -> {
        end = end || taken.size() >= Patience.OTHERS;
        if (!end && attempts >= Patience.BEFORE_OTHERS) {
          tryAnother(message, trouble);
        }
      }
    }
    if (!end) {
      return Optional.of(trouble);
    }
    String meanwhile =
        taken.isEmpty() ? "" : ", while " + taken.size() + " other alerts were taken";
    context
        .letters()
        .send(message.record(), "after " + attempts + " attempts: " + trouble + meanwhile);
    note(message, Delivery.Result.DEAD, attempts, trouble + meanwhile);
    context.state().dead();
    return Optional.empty();
  }

  /**
   * Sends one that is behind. When it is taken the other side is there; the one that is stuck is
   * tried again before it is given up, as the other side may have come back this moment.
   */
  private void tryAnother(Message stuck, String trouble) throws InterruptedException {
    List<Message> behind =
        context.ahead().apply(stuck.record()).stream()
            .map(this::message)
            .flatMap(Optional::stream)
            .filter(m -> !m.alert().id().equals(stuck.alert().id()) && !stale(m))
            .toList();
    if (behind.stream().allMatch(m -> probed.contains(m.alert().id()))) {
      // Once more, those that were not taken either; who has a part has shown what it can.
      probed.retainAll(taken);
    }
    Optional<Message> other =
        behind.stream().filter(m -> !probed.contains(m.alert().id())).findFirst();
    if (other.isEmpty()) {
      return;
    }
    String id = other.get().alert().id();
    probed.add(id);
    try {
      String remark = deliver(other.get());
      context.state().probed(other.get().alert());
      taken.add(id);
      note(other.get(), Delivery.Result.DELIVERED, 1, remark);
    } catch (ChannelException e) {
      if (e.kind() == ChannelException.Kind.PARTLY) {
        // The other side is there. Who lacks it still is told at its turn, so it is not noted.
        taken.add(id);
      }
      LOG.debug("{}: nor is alert {}: {}", context.id(), id, e.getMessage());
    }
    context.state().waits(trouble);
  }

  private String deliver(Message message) throws ChannelException, InterruptedException {
    context.state().begins();
    try {
      return context.channel().deliver(message.alert(), message.told());
    } catch (ChannelException e) {
      context.state().failed(String.valueOf(e.getMessage()));
      throw e;
    } catch (RuntimeException e) {
      // A fault of ours must not end the channel.
      LOG.error("{}: alert {} cannot be sent", context.id(), message.alert().id(), e);
      ChannelException ours = ChannelException.ours(e);
      context.state().failed(ours.getMessage());
      throw ours;
    }
  }

  private void note(Message message, Delivery.Result result, int attempts, String reason) {
    Alert alert = message.alert();
    boolean delivered = result == Delivery.Result.DELIVERED;
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
                // What was not told changes nothing about what was.
                delivered
                    ? context.channel().memory(alert)
                    : message.told().map(Delivery::memory).orElse(""),
                delivered ? alert.state() : message.told().map(Delivery::told).orElse(null)));
  }
}
