package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.Secret;
import io.sightline.contract.config.WebhookConfig;
import io.sightline.contract.wire.Alert;
import io.sightline.indexer.Alerts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookChannelTest {
  private static final String SECRET = "a-secret-of-the-tests";
  private static final Alert ALERT = Alerts.alert(2, Alert.State.NEW, "ops");

  private Receiver receiver;

  @BeforeEach
  void listen() throws Exception {
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void theWholeAlertIsSentAndSigned() throws Exception {
    deliver(channel(receiver.url(), null, Map.of("X-Team", new Secret("ops"))));
    Receiver.Request request = receiver.requests().get(0);
    assertThat(request.id()).isEqualTo(ALERT.id() + "-2");
    assertThat(request.headers())
        .containsEntry("webhook-id", request.id())
        .containsEntry("x-team", "ops")
        .containsEntry("content-type", "application/json");
    String seconds = request.headers().get("webhook-timestamp");
    assertThat(Instant.ofEpochSecond(Long.parseLong(seconds)))
        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    assertThat(request.headers().get("webhook-signature"))
        .isEqualTo(new Signature(SECRET).of(request.id(), seconds, request.body()));
    JsonNode body = new ObjectMapper().readTree(request.body());
    assertThat(body.at("/id").asText()).isEqualTo(ALERT.id());
    assertThat(body.at("/identity/runnerUp/name").asText()).isEqualTo("Bob");
    assertThat(body.at("/sighting/camera").asText()).isEqualTo("lobby");
    assertThat(body.has("crop")).isFalse();
  }

  @Test
  void theSameVersionIsTheSameBody() throws Exception {
    deliver(channel(receiver.url(), null, Map.of()));
    deliver(channel(receiver.url(), null, Map.of()));
    assertThat(receiver.requests().get(0).body()).isEqualTo(receiver.requests().get(1).body());
  }

  @Test
  void aTemplateAndCredentialsInTheAddress() throws Exception {
    String url = receiver.url().replace("http://", "http://ann:p%40ss@") + "/in?x=1";
    WebhookChannel channel = channel(url, "{{identity.name}} at {{camera}}", Map.of());
    deliver(channel);
    Receiver.Request request = receiver.requests().get(0);
    assertThat(request.body()).isEqualTo("Ann at lobby");
    // ann:p@ss
    assertThat(request.headers()).containsEntry("authorization", "Basic YW5uOnBAc3M=");
    assertThat(channel.target()).isEqualTo(receiver.url());
  }

  @ParameterizedTest
  @CsvSource({
    "400,true",
    "413,true",
    "422,true",
    "404,false",
    "401,false",
    "429,false",
    "503,false",
    "302,false"
  })
  void whatTheStatusMeans(int status, boolean refused) throws Exception {
    receiver.answers(r -> status);
    assertThatThrownBy(() -> deliver(channel(receiver.url(), null, Map.of())))
        .isInstanceOfSatisfying(
            ChannelException.class,
            e -> {
              assertThat(e.refused()).isEqualTo(refused);
              assertThat(e).hasMessageContaining("" + status).hasMessageNotContaining(SECRET);
            });
  }

  @Test
  void silenceIsNotWaitedForForEver() {
    receiver.answers(r -> 0);
    assertThatThrownBy(() -> deliver(channel(receiver.url(), null, Map.of(), 1)))
        .isInstanceOf(ChannelException.class)
        .hasMessageContaining("did not answer");
    String url = receiver.url();
    receiver.close();
    assertThatThrownBy(() -> deliver(channel(url, null, Map.of())))
        .isInstanceOf(ChannelException.class)
        .hasMessageContaining("ConnectException");
  }

  private static void deliver(WebhookChannel channel) throws Exception {
    channel.deliver(ALERT, Optional.empty());
  }

  private static WebhookChannel channel(String url, String template, Map<String, Secret> headers) {
    return channel(url, template, headers, 30);
  }

  private static WebhookChannel channel(
      String url, String template, Map<String, Secret> headers, int timeoutSeconds) {
    return new WebhookChannel(
        new WebhookConfig(
            new CameraUrl(url),
            new Secret(SECRET),
            template,
            headers,
            Duration.ofSeconds(timeoutSeconds)));
  }
}
