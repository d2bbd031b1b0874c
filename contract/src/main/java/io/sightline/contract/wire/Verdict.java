package io.sightline.contract.wire;

/** What an operator says of an alert's identity. */
public enum Verdict {
  NONE,
  TRUE_MATCH,
  FALSE_MATCH,
  UNSURE
}
