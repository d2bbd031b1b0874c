package io.sightline.indexer.delivery;

import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientAutoReconnect;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.MqttConfig;
import io.sightline.contract.wire.Alert;
import io.sightline.indexer.document.AlertDocument;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * MQTT 3.1.1, at least once: {@code {"type":"new|update|end","before":…,"after":…}}, where before
 * is what was told last, and beside that topic {@code available}: {@code online}, or {@code
 * offline} when the indexer has gone, by its last will if need be.
 */
final class MqttChannel implements Channel {
  private static final long LIMIT_SECONDS = 10;

  private final MqttConfig config;
  private final URI url;
  private final String available;
  private final Mqtt3AsyncClient client;

  /** Why there was no connection the last time; empty before. */
  private volatile String lost = "";

  /**
   * @param name of the client, before a random part: two of one name throw each other out
   */
  MqttChannel(MqttConfig config, String name) {
    this.config = config;
    this.url = URI.create(config.url().value());
    this.available = config.topic().replaceFirst("[^/]*$", "available");
    this.client = client(name + "-" + UUID.randomUUID().toString().substring(0, 8));
    // It fails when the broker is away, and goes on trying.
    client.connect();
  }

  private Mqtt3AsyncClient client(String name) {
    boolean tls = url.getScheme().equals("mqtts");
    Mqtt3ClientBuilder builder =
        Mqtt3Client.builder()
            .identifier(name)
            .serverHost(url.getHost())
            .serverPort(url.getPort() >= 0 ? url.getPort() : tls ? 8883 : 1883)
            .willPublish(availability("offline"))
            .automaticReconnect(
                MqttClientAutoReconnect.builder()
                    .initialDelay(1, TimeUnit.SECONDS)
                    .maxDelay(30, TimeUnit.SECONDS)
                    .build())
            .addConnectedListener(c -> publish(availability("online")))
            .addDisconnectedListener(c -> lost = ": " + CameraUrl.redact(first(c.getCause())));
    if (tls) {
      builder = builder.sslWithDefaultConfig();
    }
    if (!config.username().isEmpty()) {
      builder =
          builder
              .simpleAuth()
              .username(config.username())
              .password(config.password().value().getBytes(StandardCharsets.UTF_8))
              .applySimpleAuth();
    }
    return builder.buildAsync();
  }

  /** That a certificate is not trusted, say, is told by the first cause alone. */
  private static String first(Throwable e) {
    return e.getCause() == null ? String.valueOf(e.getMessage()) : first(e.getCause());
  }

  private Mqtt3Publish availability(String word) {
    return Mqtt3Publish.builder()
        .topic(available)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(word.getBytes(StandardCharsets.UTF_8))
        .retain(true)
        .build();
  }

  private CompletableFuture<Mqtt3Publish> publish(Mqtt3Publish message) {
    return client.publish(message);
  }

  @Override
  public String kind() {
    return "mqtt";
  }

  @Override
  public String target() {
    return config.url() + " " + config.topic();
  }

  @Override
  public String deliver(Alert alert, Optional<Delivery> told)
      throws ChannelException, InterruptedException {
    if (client.getState() != MqttClientState.CONNECTED) {
      throw ChannelException.later("not connected to " + config.url() + lost);
    }
    Mqtt3Publish message =
        Mqtt3Publish.builder()
            .topic(config.topic())
            .qos(MqttQos.AT_LEAST_ONCE)
            .payload(body(alert, told).getBytes(StandardCharsets.UTF_8))
            .build();
    CompletableFuture<Mqtt3Publish> sent = publish(message);
    try {
      sent.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return "";
    } catch (TimeoutException e) {
      throw ChannelException.later(
          config.url() + " did not confirm within " + LIMIT_SECONDS + " s");
    } catch (ExecutionException e) {
      throw ChannelException.later(
          config.url() + ": " + CameraUrl.redact(String.valueOf(e.getCause().getMessage())));
    } finally {
      sent.cancel(true);
    }
  }

  static String body(Alert alert, Optional<Delivery> told) {
    String before = told.map(Delivery::memory).filter(m -> !m.isEmpty()).orElse("null");
    String type = !alert.open() ? "end" : told.isEmpty() ? "new" : "update";
    return "{\"type\":\"%s\",\"before\":%s,\"after\":%s}".formatted(type, before, json(alert));
  }

  private static String json(Alert alert) {
    return Json.of(AlertDocument.of(alert));
  }

  @Override
  public String memory(Alert alert) {
    return json(alert);
  }

  @Override
  public void close() {
    try {
      if (client.getState() == MqttClientState.CONNECTED) {
        publish(availability("offline")).get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
      client.disconnect().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // The broker is away: its last will has said so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
