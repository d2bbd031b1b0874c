package io.sightline.indexer;

import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes identities of photos. Thread-safe. */
final class Enrolment {
  /** A second face counts when it is at least this large beside the largest, by area. */
  private static final float AMBIGUOUS = 0.5f;

  private final PhotoClient photos;
  private final Identities identities;
  private final Clock clock;

  /** One uploaded picture. */
  record Upload(String name, byte[] image) {}

  Enrolment(PhotoClient photos, Identities identities, Clock clock) {
    this.photos = photos;
    this.identities = identities;
    this.clock = clock;
  }

  /**
   * All photos are looked at before anything is saved.
   *
   * @param id of an identity to add to; empty for a new one
   * @param key of the client's, so that a request that is sent again is done once
   * @throws Problem when a photo does not show exactly one person, or the key is another request's
   */
  Enrollment enrol(String id, String name, List<Upload> uploads, RequestKey key) {
    String displayName = PersonName.require(name);
    if (uploads.isEmpty()) {
      throw Problem.badRequest("at least one photo is needed");
    }
    String identity = id.isEmpty() ? key.id("identity") : identities.existing(id).identityId();
    EnrolmentIds ids = EnrolmentIds.of(key, identity, id, displayName, uploads);
    Optional<Enrollment> before = identities.byId(identity);
    if (before.filter(ids::madeIn).isPresent()) {
      return before.get();
    }
    if (id.isEmpty()) {
      identities.requireNotDeleted(identity);
    }
    Identities.checkTemplates(before.map(e -> e.templates().size()).orElse(0) + uploads.size());
    List<Template> templates = new ArrayList<>();
    for (int i = 0; i < uploads.size(); i++) {
      Upload upload = uploads.get(i);
      FaceObservation face = onlyFace(upload);
      templates.add(
          new Template(
              ids.templates().get(i),
              face.embedding(),
              face.crop(),
              upload.name(),
              clock.instant(),
              MaskState.of(face.maskProbability()),
              Unknown.NONE));
    }
    return id.isEmpty()
        ? identities.make(identity, displayName, templates, ids::madeIn)
        : identities.add(identity, displayName, templates, ids::madeIn);
  }

  private FaceObservation onlyFace(Upload upload) {
    List<FaceObservation> faces = photos.ask(upload.name(), upload.image()).faces();
    if (faces.isEmpty()) {
      throw new Problem(
          422, "The photo cannot be used", upload.name() + ": no face was found in it");
    }
    float largest = faces.get(0).box().area();
    long rivals = faces.stream().filter(f -> f.box().area() >= AMBIGUOUS * largest).count();
    if (rivals > 1) {
      throw new Problem(
          422,
          "The photo cannot be used",
          upload.name() + ": " + rivals + " faces were found in it; it must show one person");
    }
    return faces.get(0);
  }
}
