package io.sightline.indexer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is enrolled. */
record IdentityRoutes(
    Identities identities,
    Watchlists watchlists,
    Verdicts verdicts,
    LookBack lookBack,
    Enrolment enrolment,
    PhotoLimit limit)
    implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityRoutes.class);

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/api/v1/identities", this::list);
    routes.post("/api/v1/identities", limit.around(this::enrol));
    routes.get("/api/v1/identities/{id}", r -> r.json(shown(identity(r))));
    routes.delete("/api/v1/identities/{id}", this::remove);
  }

  private void list(Context r) {
    IdentityQuery query = IdentityQuery.of(Parameters.of(r, IdentityQuery.PARAMETERS));
    r.json(SightingRoutes.page("identities", query.page(identities.all(), IdentityRoutes::shown)));
  }

  private void enrol(Context r) throws IOException {
    List<Enrolment.Upload> photos = Uploads.ofForm(r);
    String name = Optional.ofNullable(r.formParam("name")).orElse("");
    String id = Optional.ofNullable(r.formParam("id")).orElse("");
    Enrollment enrollment = enrolment.enrol(id, name, photos, RequestKey.of(r));
    LOG.info(
        "identity {} has {} templates", enrollment.identityId(), enrollment.templates().size());
    AuditLog.done(r, "identity " + enrollment.identityId() + ", " + photos.size() + " photos");
    lookBack.identity(enrollment.identityId());
    r.status(201).json(shown(enrollment));
  }

  private void remove(Context r) {
    String id = r.pathParam("id");
    // Only verdicts are left when a request failed half way and is sent again.
    if (!verdicts.areAbout(id)) {
      identities.existing(id);
    }
    watchlists.forget(id);
    // Before the verdicts: another process that takes their negatives back would else write the
    // enrolment anew, perhaps after it was removed.
    identities.remove(id);
    verdicts.forget(id);
    r.status(204);
  }

  private Enrollment identity(Context r) {
    return identities.existing(r.pathParam("id"));
  }

  private static Map<String, Object> shown(Enrollment e) {
    return Map.of(
        "id",
        e.identityId(),
        "name",
        e.displayName(),
        "templates",
        e.templates().stream().map(IdentityRoutes::shown).toList(),
        "negatives",
        e.negatives().stream().map(IdentityRoutes::shown).toList(),
        "updatedAt",
        e.updatedAt().toString());
  }

  private static Map<String, Object> shown(Template t) {
    return Map.of(
        "id", t.id(),
        "source", t.source(),
        "space", t.embedding().space(),
        "addedAt", t.addedAt().toString());
  }
}
