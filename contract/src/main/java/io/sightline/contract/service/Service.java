package io.sightline.contract.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;

/** A stage of the flow as it is run: started once, closed once. */
public interface Service extends AutoCloseable {

  String name();

  /**
   * Returns when the service works. What it has begun when it fails is cleared up by {@link
   * #close}.
   *
   * @throws IOException when something it needs of this machine cannot be had, such as a port; the
   *     message says all there is to say
   * @throws InterruptedException when told to stop while starting
   */
  void start() throws IOException, InterruptedException;

  Health health();

  /** Why it has ended for good, so that its process is to end, too; empty while it goes on. */
  default String ended() {
    return "";
  }

  /** Everything that is counted here; served at {@code /metrics}. */
  PrometheusMeterRegistry metrics();

  /**
   * Stops taking work, finishes what was begun, and lets go of everything. Safe to call at any
   * time.
   */
  @Override
  void close();
}
