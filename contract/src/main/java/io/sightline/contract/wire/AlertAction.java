package io.sightline.contract.wire;

import java.time.Instant;

/**
 * What an operator does with an alert: topic {@code alert-actions}, key alert id, one partition.
 *
 * @param id of the action; one that comes twice is done once
 * @param verdict with {@code CLOSE}; else {@code NONE}
 * @param notThisPerson with a false match: the identity shall not be named for this face again
 */
public record AlertAction(
    String id,
    String alertId,
    Kind kind,
    Verdict verdict,
    boolean notThisPerson,
    String by,
    Instant at,
    String note,
    Unknown unknown) {

  /** What changes; {@code NOTE} only adds a note. */
  public enum Kind {
    ACKNOWLEDGE,
    START,
    CLOSE,
    REOPEN,
    NOTE
  }

  public AlertAction {
    require(!id.isEmpty(), "it has no id");
    require(!alertId.isEmpty(), "it names no alert");
    require((kind == Kind.CLOSE) == (verdict != Verdict.NONE), "a verdict closes, and only that");
    require(
        !notThisPerson || verdict == Verdict.FALSE_MATCH,
        "'not this person' needs the verdict of a false match");
  }

  public AlertAction(
      String id,
      String alertId,
      Kind kind,
      Verdict verdict,
      boolean notThisPerson,
      String by,
      Instant at,
      String note) {
    this(id, alertId, kind, verdict, notThisPerson, by, at, note, Unknown.NONE);
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
