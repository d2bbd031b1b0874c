package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.DeadLetters;
import io.sightline.indexer.Alerts;
import io.sightline.indexer.TestStreet;
import io.sightline.indexer.topic.DeadLetterSender;
import io.sightline.indexer.topic.DeadRecords;
import io.sightline.indexer.topic.TopicTable;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** One channel's work, step by step; the notes are on the real broker. */
@ExtendWith(KafkaExtension.class)
class DeliveryWorkTest {
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FakeChannel channel = new FakeChannel();
  private final List<ConsumerRecord<byte[], byte[]>> behind = new ArrayList<>();
  private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);
  private Instant now = START;
  private ChannelState state;
  private TestStreet street;
  private TopicTable<Delivery> notes;
  private DeliveryWork work;

  @BeforeEach
  void start(LocalKafka kafka, TestInfo test) throws Exception {
    String prefix = "work-" + test.getTestMethod().orElseThrow().getName().toLowerCase();
    street = new TestStreet(kafka.bootstrapServers(), "http://unused", prefix);
    DeadRecords dead = new DeadRecords(registry);
    KafkaSettings settings = new KafkaSettings(street.config.kafka());
    notes =
        new TopicTable<>(
            settings,
            street.config.topics().deliveries().name(),
            Delivery.serde(),
            street.producer(),
            dead,
            new ConcurrentHashMap<>());
    notes.start();
    state = new ChannelState("ops", channel, registry, clock);
    DeadLetters letters = new DeadLetters(street.config.topics(), "delivery-ops", clock);
    work =
        new DeliveryWork(
            new DeliveryWork.Context(
                "ops",
                channel,
                state,
                notes,
                new DeadLetterSender(street.producer(), letters, dead),
                record -> behind,
                Patience.DEFAULT,
                Duration.ofHours(24),
                clock));
  }

  @AfterEach
  void stop() {
    notes.close();
    street.close();
  }

  @Test
  void aChannelThatComesBackLosesNothingToOthersBeingTried() throws Exception {
    channel.failing.put("gate", ChannelException.later("away"));
    channel.failing.put("lobby", ChannelException.later("away"));
    ConsumerRecord<byte[], byte[]> first = record("a", "gate", 1);
    behind.add(record("b", "lobby", 1));
    for (int i = 0; i < 30; i++) {
      assertThat(work.apply(first)).contains("away");
    }
    // It comes back between the first's attempt and the next one's.
    channel.failing.remove("lobby");
    now = START.plusSeconds(600);
    assertThat(work.apply(first)).contains("away");
    assertThat(state.document())
        .containsEntry("state", "waiting")
        .containsEntry("waitingSince", START.toString())
        .containsEntry("lastDelivered", now.toString())
        .containsEntry("delivered", 1L);
    channel.failing.clear();
    assertThat(work.apply(first)).isEmpty();
    assertThat(work.apply(behind.get(0))).isEmpty();
    assertThat(channel.taken).containsExactly("b-1", "a-1");
    assertThat(state.document()).containsEntry("dead", 0L).containsEntry("state", "ok");
  }

  @Test
  void oneThatIsStuckTooKeepsNoOtherFromBeingTried() throws Exception {
    channel.failing.put("a-1", ChannelException.later("HTTP 500"));
    channel.failing.put("b-1", ChannelException.later("HTTP 500"));
    behind.add(record("b", "lobby", 1));
    behind.add(record("a", "lobby", 2));
    behind.add(record("c", "lobby", 1));
    behind.add(record("d", "lobby", 1));
    behind.add(record("e", "lobby", 1));
    ConsumerRecord<byte[], byte[]> stuck = record("a", "lobby", 1);
    int attempts = 0;
    while (work.apply(stuck).isPresent()) {
      assertThat(++attempts).isLessThan(20);
    }
    // One alert's versions do not overtake each other.
    assertThat(channel.taken).containsExactly("c-1", "d-1", "e-1");
    assertThat(note("a", "lobby").result()).isEqualTo(Delivery.Result.DEAD);
  }

  @Test
  void oneThatSomeHaveCountsAsTakenOnceAndIsNotNoted() throws Exception {
    channel.failing.put("a-1", ChannelException.later("451"));
    channel.failing.put("b-1", ChannelException.partly("not told: x"));
    channel.failing.put("c-1", ChannelException.partly("not told: x"));
    behind.add(record("b", "lobby", 1));
    behind.add(record("c", "lobby", 1));
    ConsumerRecord<byte[], byte[]> stuck = record("a", "lobby", 1);
    for (int i = 0; i < 20; i++) {
      assertThat(work.apply(stuck)).contains("451");
    }
    behind.add(record("d", "lobby", 1));
    int attempts = 0;
    while (work.apply(stuck).isPresent()) {
      assertThat(++attempts).isLessThan(5);
    }
    assertThat(note("a", "lobby").reason()).contains("while 3 other alerts were taken");
    assertThat(channel.taken).containsExactly("d-1");
    assertThat(notes.get(Delivery.key("ops", Alert.id("banned", "ann", "lobby", "b")))).isEmpty();
  }

  @Test
  void whatIsTooOldIsToldOfUntilOneIsTaken() throws Exception {
    now = START.plus(Duration.ofHours(25));
    assertThat(work.apply(record("a", "lobby", 1))).isEmpty();
    assertThat(work.apply(record("b", "lobby", 1))).isEmpty();
    assertThat(state.document())
        .containsEntry("state", "refusing")
        .containsEntry("refusingSince", now.toString())
        .containsEntry("lastFailure", "alerts that were too old at their turn: 2");
    assertThat(state.trouble()).contains("too old at their turn: 2");
    // The first may have been tried before the start.
    assertThat(street.deadLetters(1).get(0).reason()).contains("older than", "before the start");
    assertThat(registry.get("sightline.records.dead").counter().count()).isEqualTo(1);
    now = START;
    assertThat(work.apply(record("c", "lobby", 1))).isEmpty();
    assertThat(state.document()).containsEntry("state", "ok").doesNotContainKey("lastFailure");
  }

  @Test
  void aFaultOfOursIsFinalAfterAFewTries() throws Exception {
    channel.failing.put("gate", new IllegalStateException("a text that is a secret"));
    ConsumerRecord<byte[], byte[]> record = record("a", "gate", 1);
    for (int i = 1; i < Patience.OF_OUR_OWN; i++) {
      assertThat(work.apply(record)).isPresent();
    }
    assertThat(work.apply(record)).isEmpty();
    assertThat(street.deadLetters(1).get(0).reason())
        .contains("internal error: IllegalStateException")
        .doesNotContain("secret");
  }

  @Test
  void aChannelThatRefusesEverythingIsNotWell() throws Exception {
    channel.failing.put("gate", ChannelException.never("HTTP 400"));
    assertThat(work.apply(record("a", "gate", 1))).isEmpty();
    assertThat(state.document())
        .containsEntry("state", "refusing")
        .containsEntry("refusingSince", START.toString())
        .containsEntry("lastFailure", "HTTP 400");
    assertThat(state.trouble()).contains("channel ops gave up its last message", "HTTP 400");
    assertThat(work.apply(record("b", "lobby", 1))).isEmpty();
    assertThat(state.document()).containsEntry("state", "ok").doesNotContainKey("lastFailure");
    assertThat(state.trouble()).isEmpty();
  }

  @Test
  void anAttemptThatHangsIsSeen() {
    state.begins();
    now = START.plusSeconds(59);
    assertThat(state.trouble()).isEmpty();
    now = START.plusSeconds(61);
    assertThat(state.trouble()).contains("an attempt is under way since " + START);
    assertThat(state.document())
        .containsEntry("state", "waiting")
        .containsEntry("waitingSince", START.toString());
    state.delivered(Alerts.alert(1, Alert.State.NEW));
    assertThat(state.document()).containsEntry("state", "ok");
  }

  @Test
  void whatIsOldIsNotSentAsNews() throws Exception {
    assertThat(work.apply(record("told", "lobby", 1))).isEmpty();
    ConsumerRecord<byte[], byte[]> first = record("a", "lobby", 1);
    ConsumerRecord<byte[], byte[]> correction = record("told", "lobby", 2);
    now = START.plus(Duration.ofHours(25));
    assertThat(work.apply(first)).isEmpty();
    assertThat(work.apply(correction)).isEmpty();
    assertThat(channel.taken).containsExactly("told-1", "told-2");
    assertThat(note("a", "lobby"))
        .satisfies(
            n -> {
              assertThat(n.result()).isEqualTo(Delivery.Result.DEAD);
              assertThat(n.reason()).contains("older than");
              assertThat(n.attempts()).isZero();
            });
    assertThat(state.document()).containsEntry("stale", 1L).containsEntry("state", "ok");
  }

  @Test
  void whatWasGivenUpChangesNothingAboutWhatWasTold() throws Exception {
    work.apply(record("a", "lobby", 1));
    channel.failing.put("lobby", ChannelException.never("HTTP 422"));
    work.apply(record("a", "lobby", 2));
    assertThat(note("a", "lobby").result()).isEqualTo(Delivery.Result.DEAD);
    channel.failing.clear();
    work.apply(record("a", "lobby", 3));
    assertThat(channel.told.get(1))
        .hasValueSatisfying(
            told -> {
              assertThat(told.memory()).isEqualTo("version 1");
              assertThat(told.told()).isEqualTo(Alert.State.NEW);
            });
  }

  @Test
  void notesOfBeforeThereWasToldSayIt() {
    byte[] old =
        ("{\"channel\":\"ops\",\"alert\":\"a\",\"version\":1,\"state\":\"NEW\","
                + "\"result\":\"DELIVERED\",\"attempts\":1,\"at\":0,\"reason\":\"\",\"memory\":\"\"}")
            .getBytes();
    assertThat(Delivery.serde().deserializer().deserialize("", old).told())
        .isEqualTo(Alert.State.NEW);
  }

  private Delivery note(String sighting, String camera) {
    return notes
        .get(Delivery.key("ops", Alert.id("banned", "ann", camera, sighting)))
        .orElseThrow();
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String sighting, String camera, long version) {
    Alert alert = Alerts.alert(sighting, camera, version, Alert.State.NEW, "ops");
    return new ConsumerRecord<>(
        "alerts",
        0,
        0,
        START.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        alert.id().getBytes(),
        Codecs.ALERT.encode(alert),
        new RecordHeaders(),
        Optional.empty());
  }
}
