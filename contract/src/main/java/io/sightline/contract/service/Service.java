package io.sightline.contract.service;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** A stage of the flow as it is run: started once, closed once. */
public interface Service extends AutoCloseable {

  String name();

  /**
   * Returns when the service works. What it has begun when it fails is cleared up by {@link
   * #close}.
   *
   * @throws InterruptedException when told to stop while starting
   */
  void start() throws InterruptedException;

  Health health();

  /** Everything that is counted here; served at {@code /metrics}. */
  PrometheusMeterRegistry metrics();

  /**
   * Stops taking work, finishes what was begun, and lets go of everything. Safe to call at any
   * time.
   */
  @Override
  void close();
}
