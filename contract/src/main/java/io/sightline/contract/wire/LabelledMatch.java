package io.sightline.contract.wire;

import io.sightline.contract.face.Embedding;
import java.time.Instant;

/**
 * An operator's verdict on an alert, with what it is about: topic {@code verdicts}, key alert id,
 * compacted. Together they are the labelled evaluation set; the last verdict on an alert counts,
 * and a tombstone takes it back.
 *
 * @param identityId who it was held for; empty for an unknown
 * @param templateId the template that stands for the reference that came nearest; empty for an
 *     unknown
 * @param similarity to that reference; of an unknown, to the nearest one at all, else 0
 * @param mask of the sighting
 * @param embedding of the sighting
 * @param crop the best shot, aligned 112x112 JPEG, from which another model can embed it; not
 *     copied, treat as immutable
 * @param notThisPerson asks the indexer to add the face to the identity's negatives, under the
 *     alert's id
 */
public record LabelledMatch(
    String alertId,
    String sightingId,
    String cameraId,
    String watchlistId,
    String identityId,
    String templateId,
    float similarity,
    float threshold,
    MaskPairing pairing,
    MaskState mask,
    Embedding embedding,
    byte[] crop,
    Verdict verdict,
    boolean notThisPerson,
    String by,
    Instant at,
    Unknown unknown) {}
