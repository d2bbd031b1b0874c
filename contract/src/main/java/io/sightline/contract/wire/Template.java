package io.sightline.contract.wire;

import io.sightline.contract.face.Embedding;
import java.time.Instant;

/**
 * One enrolled embedding of an identity.
 *
 * @param crop aligned 112x112 JPEG, from which a new model can embed it again; not copied, treat as
 *     immutable
 * @param source where it came from: a photo's name, a sighting's id
 * @param mask whether the face wore a mask
 */
public record Template(
    String id,
    Embedding embedding,
    byte[] crop,
    String source,
    Instant addedAt,
    MaskState mask,
    Unknown unknown) {

  public Template(String id, Embedding embedding, byte[] crop, String source, Instant addedAt) {
    this(id, embedding, crop, source, addedAt, MaskState.UNKNOWN, Unknown.NONE);
  }
}
