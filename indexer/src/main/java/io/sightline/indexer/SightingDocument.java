package io.sightline.indexer;

import io.sightline.contract.wire.BestShot;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Sighting;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sighting as it lies in the index. What the API shows is the same document without {@link
 * #HIDDEN}, so field names here are the API's.
 */
final class SightingDocument {
  /** Fields that are not shown: large, and of no use to people. */
  static final List<String> HIDDEN = List.of("embedding", "crop");

  private SightingDocument() {}

  static Map<String, Object> of(Sighting s) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", s.id());
    document.put("version", s.version());
    document.put("camera", s.cameraId());
    document.put("state", s.state().name().toLowerCase(java.util.Locale.ROOT));
    document.put("firstSeen", time(s.firstSeen()));
    document.put("lastSeen", time(s.lastSeen()));
    document.put("observations", s.observations());
    if (s.mask() != MaskState.UNKNOWN) {
      document.put("masked", s.mask() == MaskState.MASKED);
    }
    s.match()
        .ifPresent(
            m ->
                document.put(
                    "identity",
                    Map.of(
                        "id", m.identityId(),
                        "name", m.displayName(),
                        "similarity", m.similarity(),
                        "threshold", m.threshold())));
    document.put("bestShot", shot(s.bestShot()));
    document.put("space", s.embedding().space());
    document.put("embedding", s.embedding().values());
    document.put("crop", Base64.getEncoder().encodeToString(s.bestShot().crop()));
    return document;
  }

  private static Map<String, Object> shot(BestShot shot) {
    return Map.of(
        "frameId", shot.frameId(),
        "capturedAt", time(shot.capturedAt()),
        "partition", shot.frame().partition(),
        "offset", shot.frame().offset(),
        "box", List.of(shot.box().x(), shot.box().y(), shot.box().width(), shot.box().height()),
        "quality", shot.quality().score());
  }

  /** The index keeps milliseconds. */
  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
