package io.sightline.indexer.topic;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts records that could not be used, by the stage that refused them. */
public record DeadRecords(MeterRegistry registry) {

  public void count(String stage) {
    registry.counter("sightline.records.dead", "stage", stage).increment();
  }
}
