package io.sightline.contract.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StartTest {

  /** One that starts once its latch is counted down. */
  private record Waiting(CountDownLatch begun, CountDownLatch ready) implements Service {

    Waiting() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }

    @Override
    public String name() {
      return "waiting";
    }

    @Override
    public void start() throws InterruptedException {
      begun.countDown();
      ready.await();
    }

    @Override
    public Health health() {
      return Health.ok();
    }

    @Override
    public PrometheusMeterRegistry metrics() {
      return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    @Override
    public void close() {}
  }

  @Test
  void oneThatWaitsIsBrokenOff() throws Exception {
    Waiting service = new Waiting();
    Start start = new Start(service, Thread.currentThread());
    Thread stopper =
        new Thread(
            () -> {
              awaitUninterrupted(service.begun());
              start.interrupt();
            });
    stopper.start();
    assertThatThrownBy(start::run).isInstanceOf(InterruptedException.class);
    stopper.join();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void whatFollowsTheStartIsNotInterrupted() throws Exception {
    Waiting service = new Waiting();
    service.ready().countDown();
    Start start = new Start(service, Thread.currentThread());
    start.run();
    start.interrupt();
    assertThat(Thread.interrupted()).isFalse();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
