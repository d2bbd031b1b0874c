package io.sightline.contract.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightline.contract.config.AdminConfig;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ServiceRunnerTest {

  /** One that ends for good as soon as it has started. */
  private static final class Ended implements Service {
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile String ended = "";

    @Override
    public String name() {
      return "ended";
    }

    @Override
    public void start() {
      ended = "there are two";
    }

    @Override
    public Health health() {
      return Health.down(ended);
    }

    @Override
    public String ended() {
      return ended;
    }

    @Override
    public PrometheusMeterRegistry metrics() {
      return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  @Test
  void aServiceThatHasEndedForGoodEndsItsProcess() {
    Ended service = new Ended();
    assertThat(ServiceRunner.run(service, AdminConfig.anyPorts(), 0)).isEqualTo(2);
    assertThat(service.closed).isTrue();
  }
}
