package io.sightline.contract.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class AdminServerTest {
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void servesHealthAndMetrics() throws Exception {
    TestService service = new TestService();
    service.registry.counter("sightline.tests", "camera", "lobby").increment(3);
    try (AdminServer admin = new AdminServer("127.0.0.1", 0, service)) {
      assertThat(get(admin, "/metrics").body())
          .contains("sightline_tests_total{camera=\"lobby\"} 3.0");
      assertThat(get(admin, "/health").statusCode()).isEqualTo(200);
      service.health = Health.down("the \"broker\" is away");
      HttpResponse<String> down = get(admin, "/health");
      assertThat(down.statusCode()).isEqualTo(503);
      assertThat(down.body()).contains("the \\\"broker\\\" is away");
    }
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (AdminServer admin = new AdminServer("127.0.0.1", 0, new TestService())) {
      assertThatThrownBy(
              () -> new AdminServer("127.0.0.1", admin.port(), new TestService()).close())
          .hasMessageContaining("test")
          .hasMessageContaining("127.0.0.1:" + admin.port());
    }
  }

  private HttpResponse<String> get(AdminServer admin, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + admin.port() + path);
    return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static final class TestService implements Service {
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Health health = Health.ok();

    @Override
    public String name() {
      return "test";
    }

    @Override
    public void start() {}

    @Override
    public Health health() {
      return health;
    }

    @Override
    public PrometheusMeterRegistry metrics() {
      return registry;
    }

    @Override
    public void close() {}
  }
}
