package io.sightline.indexer.document;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An alert as people and other systems see it: the API's answer and what channels send. It follows
 * from the record alone, key order included.
 */
public final class AlertDocument {
  /** Fields that are in the index and are not shown. */
  public static final List<String> HIDDEN = List.of("crop");

  private static final int LONGEST_ID = 512;

  private AlertDocument() {}

  public static Map<String, Object> of(Alert a) {
    Map<String, Object> document = Fields.of();
    document.put("id", a.id());
    document.put("version", a.version());
    document.put("state", a.state().name().toLowerCase(Locale.ROOT));
    document.put("severity", a.severity().name().toLowerCase(Locale.ROOT));
    document.put("watchlist", Fields.of("id", a.watchlistId(), "name", a.watchlistName()));
    if (!a.identityId().isEmpty()) {
      document.put(
          "identity",
          a.match()
              .map(MatchDocument::of)
              .orElse(Fields.of("id", a.identityId(), "name", a.displayName())));
    }
    document.put("camera", a.sighting().cameraId());
    document.put("raisedAt", Fields.time(a.raisedAt()));
    document.put("evidenceAt", Fields.time(a.evidenceAt()));
    document.put("retrospective", a.retrospective());
    document.put("channels", a.channels());
    if (a.verdict() != Verdict.NONE) {
      document.put("verdict", a.verdict().name().toLowerCase(Locale.ROOT));
    }
    if (!a.changedAt().equals(Instant.EPOCH)) {
      document.put("changedBy", a.changedBy());
      document.put("changedAt", Fields.time(a.changedAt()));
    }
    if (!a.note().isEmpty()) {
      document.put("note", a.note());
    }
    document.put("sighting", SightingDocument.shown(a.sighting()));
    return document;
  }

  /**
   * @throws IllegalArgumentException when no index could hold it; says why
   */
  public static Map<String, Object> indexed(Alert a) {
    check(!a.id().isEmpty(), "it has no id");
    check(
        a.id().getBytes(StandardCharsets.UTF_8).length <= LONGEST_ID,
        "its id is longer than " + LONGEST_ID + " bytes");
    check(a.version() >= 0, "its version is " + a.version());
    check(!a.watchlistId().isEmpty(), "it names no watchlist");
    Map<String, Object> document = of(a);
    document.put("crop", Base64.getEncoder().encodeToString(a.sighting().bestShot().crop()));
    return document;
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException("not an alert that can be indexed: " + complaint);
    }
  }
}
