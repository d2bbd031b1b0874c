package io.sightline.contract.service;

import io.sightline.contract.config.AdminConfig;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one service as a process of its own, until it is told to stop (Ctrl-C, SIGTERM). */
public final class ServiceRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceRunner.class);

  /** As when the configuration is wrong: it is of no use to start it again as it is. */
  private static final int MISCONFIGURED = 2;

  private ServiceRunner() {}

  /**
   * Blocks until the service is stopped, or has ended for good.
   *
   * @param port of the admin server
   * @return the process's exit code
   */
  public static int run(Service service, AdminConfig admin, int port) {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Start start = new Start(service, Thread.currentThread());
    Thread hook =
        new Thread(
            () -> {
              stop.countDown();
              start.interrupt();
              awaitQuietly(stopped);
            },
            "stop-" + service.name());
    Runtime.getRuntime().addShutdownHook(hook);
    try (service;
        AdminServer server = new AdminServer(admin.host(), port, service)) {
      start.run();
      LOG.info("{} runs; admin port http://{}:{}", service.name(), admin.host(), server.port());
      while (service.ended().isEmpty()) {
        if (stop.await(1, TimeUnit.SECONDS)) {
          LOG.info("{} stops", service.name());
          return 0;
        }
      }
      LOG.error("{} ends: {}", service.name(), service.ended());
      return MISCONFIGURED;
    } catch (IOException e) {
      LOG.error("{} cannot start: {}", service.name(), e.getMessage());
      return 1;
    } catch (RuntimeException e) {
      if (stop.getCount() == 0) {
        LOG.info("{} was stopped while it started: {}", service.name(), e.getMessage());
      } else {
        LOG.error("{} failed: {}", service.name(), e.getMessage(), e);
      }
      return 1;
    } catch (InterruptedException e) {
      LOG.info("{} was stopped while it started", service.name());
      return 1;
    } finally {
      stopped.countDown();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
