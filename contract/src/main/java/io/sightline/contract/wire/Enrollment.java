package io.sightline.contract.wire;

import java.time.Instant;
import java.util.List;

/**
 * An identity and all its templates: topic {@code enrollments}, key identity id, compacted; a
 * tombstone removes it.
 */
public record Enrollment(
    String identityId,
    String displayName,
    List<Template> templates,
    Instant updatedAt,
    Unknown unknown) {

  public Enrollment {
    templates = List.copyOf(templates);
  }

  public Enrollment(
      String identityId, String displayName, List<Template> templates, Instant updatedAt) {
    this(identityId, displayName, templates, updatedAt, Unknown.NONE);
  }
}
