package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ChannelConfig;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Codecs;
import io.sightline.indexer.Alerts;
import io.sightline.indexer.TestStreet;
import io.sightline.indexer.topic.GroupLoop;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** From topic {@code alerts} to channels, on the real broker. */
@ExtendWith(KafkaExtension.class)
class DeliveriesTest {
  private static final Duration LIMIT = TestStreet.LIMIT;
  private static final GroupLoop.Pauses SHORT =
      new GroupLoop.Pauses(Duration.ofMillis(20), Duration.ofMillis(100));
  private static final Patience ENDLESS = new Patience(Duration.ofDays(1), 3, SHORT);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private TestStreet street;
  private Receiver receiver;

  @BeforeEach
  void start(LocalKafka kafka, TestInfo test) throws Exception {
    String prefix = test.getTestMethod().orElseThrow().getName().toLowerCase();
    street = new TestStreet(kafka.bootstrapServers(), "http://unused", prefix);
    receiver = new Receiver();
  }

  @AfterEach
  void stop() {
    receiver.close();
    street.close();
  }

  @Test
  void aChannelThatStandsStillDoesNotDelayAnother() throws Exception {
    try (Receiver silent = new Receiver();
        Deliveries deliveries =
            deliveries(
                ENDLESS,
                """
                stuck: { webhook: { url: "%s", timeout: 60s } }
                quick: { webhook: { url: "%s", timeout: 60s } }
                """
                    .formatted(silent.url(), receiver.url()))) {
      silent.answers(r -> 0);
      for (int i = 0; i < 20; i++) {
        street.send(Alerts.alert("s" + i, "lobby", 1, Alert.State.NEW, "stuck", "quick"));
      }
      deliveries.start();
      await().atMost(LIMIT).until(() -> receiver.requests().size() == 20);
      await().atMost(LIMIT).until(() -> silent.requests().size() == 1);
      assertThat(silent.requests()).hasSize(1);
      // So that the end of the test need not wait for it.
      silent.close();
    }
  }

  @Test
  void aReceiverThatFailsIsTriedAgainInOrderAndItsTroubleIsSeen() throws Exception {
    receiver.answers(r -> 503);
    try (Deliveries deliveries = deliveries(ENDLESS, webhook())) {
      deliveries.start();
      for (long version = 1; version <= 3; version++) {
        street.send(Alerts.alert(version, Alert.State.NEW, "ops"));
      }
      await().atMost(LIMIT).until(() -> receiver.requests().size() >= 3);
      assertThat(deliveries.waiting()).contains("channel ops waits", "503");
      assertThat(deliveries.states().get(0)).containsEntry("state", "waiting");
      assertThat(receiver.requests()).allMatch(r -> r.id().endsWith("-1"));
      receiver.answers(r -> 200);
      await().atMost(LIMIT).until(() -> count("delivered") == 3);
      assertThat(deliveries.waiting()).isEmpty();
      assertThat(deliveries.states().get(0)).containsEntry("state", "ok");
      List<String> order =
          receiver.requests().stream().map(Receiver.Request::id).distinct().toList();
      assertThat(order).extracting(id -> id.charAt(id.length() - 1)).containsExactly('1', '2', '3');
      await().atMost(LIMIT).until(() -> !noted(deliveries, 3).isEmpty());
      assertThat(noted(deliveries, 3)).containsEntry("result", "delivered");
    }
  }

  @Test
  void whatWillNeverBeTakenBecomesADeadLetterAtOnceAndOtherThingsAfterTheLimit() throws Exception {
    receiver.answers(r -> r.body().contains("\"camera\":\"gate\"") ? 503 : 422);
    Patience none = new Patience(Duration.ZERO, 3, SHORT);
    try (Deliveries deliveries = deliveries(none, webhook())) {
      deliveries.start();
      Alert refused = Alerts.alert("a", "lobby", 1, Alert.State.NEW, "ops");
      Alert failing = Alerts.alert("a", "gate", 1, Alert.State.NEW, "ops");
      street.send(refused, failing);
      assertThat(street.deadLetters(2))
          .allMatch(l -> l.stage().equals("delivery-ops"))
          .satisfiesExactly(
              l -> {
                assertThat(l.reason()).contains("after 1 attempts", "422");
                assertThat(l.value()).isEqualTo(Codecs.ALERT.encode(refused));
              },
              l -> assertThat(l.reason()).contains("after 3 attempts", "503"));
      await().atMost(LIMIT).until(() -> count("dead") == 2);
      assertThat(count("failed")).isEqualTo(4);
      assertThat(deliveries.of(failing.id()).get(0))
          .containsEntry("result", "dead")
          .containsEntry("attempts", 3);
      receiver.answers(r -> 204);
      street.send(Alerts.alert("b", "lobby", 1, Alert.State.NEW, "ops"));
      await().atMost(LIMIT).until(() -> count("delivered") == 1);
    }
  }

  /** A receiver that stumbles over one alert is there for all others. */
  @Test
  void anAlertThatAloneIsNotTakenDoesNotHoldUpTheOthers() throws Exception {
    receiver.answers(r -> r.body().contains("\"camera\":\"gate\"") ? 500 : 204);
    try (Deliveries deliveries = deliveries(ENDLESS, webhook())) {
      deliveries.start();
      Alert stuck = Alerts.alert("s", "gate", 1, Alert.State.NEW, "ops");
      street.send(stuck);
      for (int i = 0; i < 8; i++) {
        street.send(Alerts.alert("s" + i, "lobby", 1, Alert.State.NEW, "ops"));
      }
      await().atMost(LIMIT).until(() -> count("delivered") == 8 && count("dead") == 1);
      assertThat(street.deadLetters(1).get(0).reason())
          .contains("HTTP 500", "while 3 other alerts were taken");
      assertThat(deliveries.of(stuck.id()).get(0)).containsEntry("result", "dead");
      assertThat(receiver.requests().stream().filter(r -> !r.id().startsWith(stuck.id())))
          .hasSize(8);
    }
  }

  /** Each key at least once and never with two contents, whenever it is stopped. */
  @Test
  void restartsLoseNothingAndRepeatOnlyTheSame() throws Exception {
    int count = 60;
    List<Alert> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (long version = 1; version <= 2; version++) {
        all.add(Alerts.alert("s" + i, "lobby", version, Alert.State.NEW, "ops"));
      }
    }
    street.send(all.toArray(Alert[]::new));
    // Every third is taken, and said not to be.
    AtomicInteger calls = new AtomicInteger();
    receiver.answers(r -> calls.incrementAndGet() % 3 == 0 ? 500 : 204);
    for (int round = 1; round <= 4; round++) {
      int enough = receiver.requests().size() + 10;
      if (round == 4) {
        receiver.answers(r -> 204);
      }
      try (Deliveries deliveries = deliveries(ENDLESS, webhook())) {
        deliveries.start();
        int target = round == 4 ? Integer.MAX_VALUE : enough;
        await()
            .atMost(LIMIT)
            .until(() -> receiver.requests().size() >= target || keys().size() == 2 * count);
      }
    }
    assertThat(keys()).hasSize(2 * count);
    Map<String, Set<String>> bodies = new HashMap<>();
    receiver
        .requests()
        .forEach(r -> bodies.computeIfAbsent(r.id(), id -> new HashSet<>()).add(r.body()));
    assertThat(bodies.values()).allMatch(contents -> contents.size() == 1);
    // What was noted as delivered was not sent again.
    int delivered = receiver.requests().size();
    try (Deliveries deliveries = deliveries(ENDLESS, webhook())) {
      deliveries.start();
      street.send(Alerts.alert("last", "lobby", 1, Alert.State.NEW, "ops"));
      await().atMost(LIMIT).until(() -> keys().size() == 2 * count + 1);
    }
    assertThat(receiver.requests()).hasSize(delivered + 1);
  }

  @Test
  void aRecordThatIsSentAgainOrIsNoneOrIsForAnotherChannelIsPassedOver() throws Exception {
    try (Deliveries deliveries = deliveries(ENDLESS, webhook())) {
      deliveries.start();
      Alert alert = Alerts.alert(2, Alert.State.NEW, "ops");
      street.send(alert, alert, Alerts.alert(1, Alert.State.NEW, "ops"));
      street.send(street.config.topics().alerts(), "x", new byte[] {9, 9});
      street.send(street.config.topics().alerts(), "y", null);
      street.send(Alerts.alert("other", "lobby", 1, Alert.State.NEW, "somewhere"));
      street.send(Alerts.alert("last", "lobby", 1, Alert.State.NEW, "ops"));
      await().atMost(LIMIT).until(() -> count("delivered") == 2);
      assertThat(receiver.requests())
          .extracting(Receiver.Request::id)
          .containsExactly(alert.id() + "-2", Alert.id("banned", "ann", "lobby", "last") + "-1");
    }
  }

  private Set<String> keys() {
    Set<String> keys = new HashSet<>();
    receiver.requests().forEach(r -> keys.add(r.id()));
    return keys;
  }

  private static Map<String, Object> noted(Deliveries deliveries, long version) {
    return deliveries.of(Alerts.alert(1, Alert.State.NEW).id()).stream()
        .filter(d -> d.get("version").equals(version))
        .findFirst()
        .orElse(Map.of());
  }

  private double count(String result) {
    return registry.get("sightline.deliveries").tag("result", result).counter().count();
  }

  private String webhook() {
    return "ops: { webhook: { url: \"%s\", timeout: 60s } }".formatted(receiver.url());
  }

  private Deliveries deliveries(Patience patience, String channels) {
    Map<String, ChannelConfig> config =
        ConfigLoader.parse("channels:\n" + channels.indent(2), "test", Map.of()).channels();
    return new Deliveries(
        new KafkaSettings(street.config.kafka()),
        street.config.topics(),
        config,
        street.producer(),
        registry,
        patience,
        Clock.systemUTC());
  }
}
