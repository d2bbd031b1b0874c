package io.sightline.indexer.document;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Quality;
import io.sightline.contract.wire.BestShot;
import io.sightline.contract.wire.FrameRef;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Sighting;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A sighting out of its document, as far as the index keeps it: without the decision of its time,
 * and of the quality the score alone.
 */
public final class ArchivedSighting {

  private ArchivedSighting() {}

  /**
   * @param document with its hidden fields
   */
  public static Sighting of(Map<String, Object> document) {
    Instant lastSeen = Instant.parse((String) document.get("lastSeen"));
    return new Sighting(
        (String) document.get("id"),
        ((Number) document.get("version")).longValue(),
        (String) document.get("camera"),
        Sighting.State.valueOf(((String) document.get("state")).toUpperCase(Locale.ROOT)),
        Instant.parse((String) document.get("firstSeen")),
        lastSeen,
        ((Number) document.get("observations")).intValue(),
        mask(document.get("masked")),
        Optional.empty(),
        shot(document),
        embedding(document),
        lastSeen);
  }

  private static MaskState mask(Object masked) {
    if (masked == null) {
      return MaskState.UNKNOWN;
    }
    return (Boolean) masked ? MaskState.MASKED : MaskState.BARE;
  }

  private static BestShot shot(Map<String, Object> document) {
    Map<?, ?> shot = (Map<?, ?>) document.get("bestShot");
    float[] box = floats(shot.get("box"));
    return new BestShot(
        (String) shot.get("frameId"),
        Instant.parse((String) shot.get("capturedAt")),
        new FrameRef(
            ((Number) shot.get("partition")).intValue(), ((Number) shot.get("offset")).longValue()),
        new FaceBox(box[0], box[1], box[2], box[3]),
        new Quality(((Number) shot.get("quality")).floatValue(), 0, 0, 0, 0, 0),
        Base64.getDecoder().decode((String) document.get("crop")));
  }

  public static Embedding embedding(Map<String, Object> document) {
    return new Embedding((String) document.get("space"), floats(document.get("embedding")));
  }

  private static float[] floats(Object numbers) {
    List<?> list = (List<?>) numbers;
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ((Number) list.get(i)).floatValue();
    }
    return values;
  }
}
