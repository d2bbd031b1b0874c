package io.sightline.indexer.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.config.ChannelConfig;
import io.sightline.contract.service.BoundedMap;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.contract.wire.Topics;
import io.sightline.indexer.topic.DeadLetterSender;
import io.sightline.indexer.topic.DeadRecords;
import io.sightline.indexer.topic.GroupLoop;
import io.sightline.indexer.topic.InTurn;
import io.sightline.indexer.topic.TopicTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;

/**
 * Takes alerts to the channels. Each channel has a consumer group and a thread of its own, so that
 * none waits for another, and one alert's versions keep their order. Thread-safe.
 */
public final class Deliveries implements AutoCloseable {
  /** How many deliveries are held in memory; of older ones nothing more is expected. */
  private static final int MOST = 50_000;

  private record Lane(String id, Channel channel, ChannelState state, GroupLoop loop) {}

  private final TopicTable<Delivery> table;
  private final List<Lane> lanes = new ArrayList<>();

  /**
   * @param channels by id
   * @param producer stays the caller's
   */
  public Deliveries(
      KafkaSettings kafka,
      Topics topics,
      Map<String, ChannelConfig> channels,
      Producer<byte[], byte[]> producer,
      MeterRegistry registry,
      Patience patience,
      Clock clock) {
    DeadRecords dead = new DeadRecords(registry);
    table =
        new TopicTable<>(
            kafka,
            topics.deliveries().name(),
            Delivery.serde(),
            producer,
            dead,
            Collections.synchronizedMap(new BoundedMap<>(MOST)));
    channels.forEach(
        (id, config) -> {
          Channel channel = Channels.of(id, config, kafka);
          ChannelState state = new ChannelState(id, channel, registry, clock);
          String role = "delivery-" + id;
          DeadLetterSender letters =
              new DeadLetterSender(producer, new DeadLetters(topics, role, clock), dead);
          DeliveryWork.Context context =
              new DeliveryWork.Context(
                  id,
                  channel,
                  state,
                  table,
                  letters,
                  new Ahead(kafka, role)::after,
                  patience,
                  config.maxAge(),
                  clock);
          GroupLoop loop =
              new GroupLoop(
                  kafka,
                  role,
                  topics.alerts().name(),
                  1,
                  patience.pauses(),
                  InTurn.batches(() -> new DeliveryWork(context), letters));
          lanes.add(new Lane(id, channel, state, loop));
        });
  }

  /** Returns when it is known what was delivered before. */
  public void start() throws InterruptedException {
    table.start();
    lanes.forEach(lane -> lane.loop().start());
  }

  /** How each channel fares. */
  public List<Map<String, Object>> states() {
    return lanes.stream().map(lane -> lane.state().document()).toList();
  }

  /** What became of one alert at each channel. */
  public List<Map<String, Object>> of(String alertId) {
    return lanes.stream()
        .map(lane -> table.get(Delivery.key(lane.id(), alertId)))
        .flatMap(Optional::stream)
        .map(Deliveries::document)
        .toList();
  }

  private static Map<String, Object> document(Delivery d) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("channel", d.channel());
    document.put("version", d.version());
    document.put("result", d.result().name().toLowerCase(Locale.ROOT));
    document.put("attempts", d.attempts());
    document.put("at", d.time().toString());
    if (!d.reason().isEmpty()) {
      document.put("reason", d.reason());
    }
    return document;
  }

  /** What only a new start mends; a channel that waits is no such thing. */
  public String trouble() {
    return lanes.stream()
        .filter(lane -> lane.loop().dead())
        .map(lane -> "channel " + lane.id() + " " + lane.loop().trouble())
        .findFirst()
        .orElse(table.trouble());
  }

  /** Which channels wait or give messages up, and why; empty when none does. */
  public String waiting() {
    return lanes.stream()
        .map(lane -> lane.state().trouble())
        .filter(trouble -> !trouble.isEmpty())
        .collect(Collectors.joining("; "));
  }

  /** Begins to deliver nothing more; {@link #close} waits for what is in hand. */
  public void stop() {
    lanes.forEach(lane -> lane.loop().stop());
  }

  @Override
  public void close() {
    stop();
    lanes.forEach(lane -> lane.loop().close());
    lanes.forEach(lane -> lane.channel().close());
    table.close();
  }
}
