package io.sightline.contract.wire;

/** How urgent a watchlist's alerts are, in rising order. */
public enum Severity {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL
}
