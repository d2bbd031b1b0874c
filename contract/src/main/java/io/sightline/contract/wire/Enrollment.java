package io.sightline.contract.wire;

import java.time.Instant;
import java.util.List;

/**
 * An identity and all its templates: topic {@code enrollments}, key identity id, compacted; a
 * tombstone removes it. The indexer alone writes it.
 *
 * @param negatives faces that were taken for this identity and are not: who is nearer to one of
 *     these than to its reference is not it
 */
public record Enrollment(
    String identityId,
    String displayName,
    List<Template> templates,
    List<Template> negatives,
    Instant updatedAt,
    Unknown unknown) {

  public Enrollment {
    templates = List.copyOf(templates);
    negatives = List.copyOf(negatives);
  }

  public Enrollment(
      String identityId, String displayName, List<Template> templates, Instant updatedAt) {
    this(identityId, displayName, templates, List.of(), updatedAt, Unknown.NONE);
  }
}
