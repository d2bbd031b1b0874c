package io.sightline.indexer.delivery;

import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.WebhookConfig;
import io.sightline.contract.wire.Alert;
import io.sightline.indexer.document.AlertDocument;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An HTTP POST an alert version, signed by the rules of standardwebhooks.com: {@code webhook-id},
 * {@code webhook-timestamp} and {@code webhook-signature}, an HMAC-SHA256 over all three. The id is
 * also the {@code Idempotency-Key}; it names one version of one alert, whose body never changes.
 */
final class WebhookChannel implements Channel {
  /** These are about the message, not about the other side: another try would meet the same. */
  private static final Set<Integer> REFUSED = Set.of(400, 413, 415, 422);

  private final WebhookConfig config;
  private final URI url;
  private final Optional<Template> template;
  private final Optional<Signature> signature;
  private final HttpClient http;
  private final Clock clock = Clock.systemUTC();

  WebhookChannel(WebhookConfig config) {
    this.config = config;
    this.url = URI.create(config.url().value());
    this.template =
        Optional.ofNullable(config.template()).filter(t -> !t.isBlank()).map(Template::new);
    this.signature = Optional.ofNullable(config.secret()).map(s -> new Signature(s.value()));
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build();
  }

  @Override
  public String kind() {
    return "webhook";
  }

  @Override
  public String target() {
    return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
  }

  @Override
  public String deliver(Alert alert, Optional<Delivery> told)
      throws ChannelException, InterruptedException {
    Map<String, Object> document = AlertDocument.of(alert);
    String body = template.map(t -> t.fill(document)).orElseGet(() -> Json.of(document));
    int status = post(request(alert.id() + "-" + alert.version(), body));
    if (status >= 300) {
      String answer = "HTTP " + status + " from " + target();
      throw REFUSED.contains(status)
          ? ChannelException.never(answer)
          : ChannelException.later(answer);
    }
    return "";
  }

  private HttpRequest request(String id, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(withoutUser(url))
            .timeout(config.timeout())
            .POST(HttpRequest.BodyPublishers.ofString(body));
    String type = template.map(Template::contentType).orElse("application/json");
    request.setHeader("Content-Type", type);
    request.setHeader("User-Agent", "Sightline");
    if (url.getUserInfo() != null) {
      byte[] login = url.getUserInfo().getBytes(StandardCharsets.UTF_8);
      request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }
    config.headers().forEach((name, value) -> request.setHeader(name, value.value()));
    String seconds = String.valueOf(clock.instant().getEpochSecond());
    request.setHeader("Idempotency-Key", id);
    request.setHeader("webhook-id", id);
    request.setHeader("webhook-timestamp", seconds);
    signature.ifPresent(s -> request.setHeader("webhook-signature", s.of(id, seconds, body)));
    return request.build();
  }

  /** The timeout covers the whole answer, which the client's own does not. */
  private int post(HttpRequest request) throws ChannelException, InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
    try {
      return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS).statusCode();
    } catch (TimeoutException e) {
      throw silent();
    } catch (ExecutionException e) {
      // The client's own may be over first.
      throw e.getCause() instanceof HttpTimeoutException
          ? silent()
          : ChannelException.later(
              target() + ": " + CameraUrl.redact(String.valueOf(e.getCause())));
    } finally {
      answer.cancel(true);
    }
  }

  private ChannelException silent() {
    return ChannelException.later(
        target() + " did not answer within " + config.timeout().toMillis() + " ms");
  }

  private static URI withoutUser(URI url) {
    return url.getUserInfo() == null
        ? url
        : URI.create(url.toString().replace(url.getRawUserInfo() + "@", ""));
  }
}
