package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.MqttConfig;
import io.sightline.contract.wire.Alert;
import io.sightline.indexer.Alerts;
import io.sightline.indexer.Gate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker. */
class MqttChannelTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Mosquitto broker;
  private Gate gate;
  private Mqtt3AsyncClient listener;
  private final List<String> alerts = new CopyOnWriteArrayList<>();
  private final List<String> availability = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws Exception {
    broker = new Mosquitto(folder);
    gate = new Gate("http://127.0.0.1:" + broker.port());
    listener = Mqtt3Client.builder().serverHost("127.0.0.1").serverPort(broker.port()).buildAsync();
    listener.connect().get();
    subscribe("house/sightline/alerts", alerts);
    subscribe("house/sightline/available", availability);
  }

  private void subscribe(String topic, List<String> to) throws Exception {
    listener
        .subscribeWith()
        .topicFilter(topic)
        .callback(m -> to.add(new String(m.getPayloadAsBytes(), StandardCharsets.UTF_8)))
        .send()
        .get();
  }

  @AfterEach
  void stop() throws Exception {
    if (listener != null) {
      listener.disconnect().get();
      gate.close();
      broker.close();
    }
  }

  @Test
  void anAlertIsNewThenUpdatedThenEnds() throws Exception {
    try (MqttChannel channel = channel()) {
      await().atMost(LIMIT).until(() -> availability.contains("online"));
      Optional<Delivery> told = Optional.empty();
      for (Alert alert :
          List.of(
              Alerts.alert(1, Alert.State.NEW),
              Alerts.alert(2, Alert.State.ACKNOWLEDGED),
              Alerts.alert(3, Alert.State.CLOSED))) {
        channel.deliver(alert, told);
        told =
            Optional.of(
                new Delivery(
                    "bus",
                    alert.id(),
                    alert.version(),
                    alert.state(),
                    Delivery.Result.DELIVERED,
                    1,
                    0,
                    "",
                    channel.memory(alert),
                    alert.state()));
      }
      await().atMost(LIMIT).until(() -> alerts.size() == 3);
    }
    ObjectMapper json = new ObjectMapper();
    JsonNode[] messages = new JsonNode[3];
    for (int i = 0; i < 3; i++) {
      messages[i] = json.readTree(alerts.get(i));
    }
    assertThat(messages)
        .extracting(m -> m.at("/type").asText())
        .containsExactly("new", "update", "end");
    assertThat(messages[0].at("/before").isNull()).isTrue();
    assertThat(messages[1].at("/before")).isEqualTo(messages[0].at("/after"));
    assertThat(messages[2].at("/before")).isEqualTo(messages[1].at("/after"));
    assertThat(messages[2].at("/after/verdict").asText()).isEqualTo("true_match");
    await().atMost(LIMIT).until(() -> availability.contains("offline"));
  }

  @Test
  void aLostConnectionIsToldOfByTheLastWillAndMadeAgain() throws Exception {
    // The broker is away at the start, too.
    gate.shut();
    try (MqttChannel channel = channel()) {
      assertThatThrownBy(() -> channel.deliver(Alerts.alert(1, Alert.State.NEW), Optional.empty()))
          .isInstanceOf(ChannelException.class);
      gate.open();
      await().atMost(LIMIT).until(() -> availability.equals(List.of("online")));
      gate.shut();
      await().atMost(LIMIT).until(() -> availability.equals(List.of("online", "offline")));
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThatThrownBy(
                          () -> channel.deliver(Alerts.alert(1, Alert.State.NEW), Optional.empty()))
                      .isInstanceOf(ChannelException.class)
                      .hasMessageMatching("not connected to mqtt://.+: .+"));
      gate.open();
      await()
          .atMost(LIMIT)
          .until(() -> availability.equals(List.of("online", "offline", "online")));
      channel.deliver(Alerts.alert(1, Alert.State.NEW), Optional.empty());
      await().atMost(LIMIT).until(() -> alerts.size() == 1);
    }
  }

  private MqttChannel channel() {
    return new MqttChannel(
        new MqttConfig(
            new CameraUrl(gate.url().replace("http", "mqtt")),
            "house/sightline/alerts",
            null,
            null),
        "test");
  }
}
