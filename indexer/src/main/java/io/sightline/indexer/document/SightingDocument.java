package io.sightline.indexer.document;

import io.sightline.contract.wire.BestShot;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Sighting;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A sighting as it lies in the index. What the API shows is the same document without {@link
 * #HIDDEN}, so field names here are the API's.
 */
public final class SightingDocument {
  /** Fields that are not shown: large, and of no use to people. */
  public static final List<String> HIDDEN = List.of("embedding", "crop");

  private static final int LONGEST_ID = 512;

  private SightingDocument() {}

  /**
   * @throws IllegalArgumentException when no index could hold it; says why
   */
  public static Map<String, Object> indexed(Sighting s) {
    check(s);
    Map<String, Object> document = shown(s);
    document.put("embedding", s.embedding().values());
    document.put("crop", Base64.getEncoder().encodeToString(s.bestShot().crop()));
    return document;
  }

  static Map<String, Object> shown(Sighting s) {
    Map<String, Object> document = Fields.of();
    document.put("id", s.id());
    document.put("version", s.version());
    document.put("camera", s.cameraId());
    document.put("state", s.state().name().toLowerCase(Locale.ROOT));
    document.put("firstSeen", Fields.time(s.firstSeen()));
    document.put("lastSeen", Fields.time(s.lastSeen()));
    document.put("observations", s.observations());
    if (s.mask() != MaskState.UNKNOWN) {
      document.put("masked", s.mask() == MaskState.MASKED);
    }
    s.match().ifPresent(m -> document.put("identity", MatchDocument.of(m)));
    s.nearest().ifPresent(m -> document.put("nearest", MatchDocument.of(m)));
    document.put("bestShot", shot(s.bestShot()));
    document.put("space", s.embedding().space());
    return document;
  }

  private static void check(Sighting s) {
    check(!s.id().isEmpty(), "it has no id");
    check(
        s.id().getBytes(StandardCharsets.UTF_8).length <= LONGEST_ID,
        "its id is longer than " + LONGEST_ID + " bytes");
    check(!s.cameraId().isEmpty(), "it names no camera");
    check(s.version() >= 0, "its version is " + s.version());
    check(!s.embedding().space().isEmpty(), "its embedding names no space");
    check(s.embedding().values().length > 0, "its embedding is empty");
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException("not a sighting that can be indexed: " + complaint);
    }
  }

  private static Map<String, Object> shot(BestShot shot) {
    return Fields.of(
        "frameId", shot.frameId(),
        "capturedAt", Fields.time(shot.capturedAt()),
        "partition", shot.frame().partition(),
        "offset", shot.frame().offset(),
        "box", List.of(shot.box().x(), shot.box().y(), shot.box().width(), shot.box().height()),
        "quality", shot.quality().score());
  }
}
