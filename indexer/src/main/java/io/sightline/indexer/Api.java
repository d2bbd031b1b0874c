package io.sightline.indexer;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.sightline.contract.config.ApiConfig;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.FaceObservation;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API, as {@code openapi.json} describes it. */
final class Api {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final int MOST_PHOTO_REQUESTS = 8;

  private final ApiConfig config;
  private final SightingSearch search;
  private final Identities identities;
  private final Enrolment enrolment;
  private final PhotoClient photos;
  private final Semaphore photoRequests = new Semaphore(MOST_PHOTO_REQUESTS);

  Api(
      ApiConfig config,
      SightingSearch search,
      Identities identities,
      Enrolment enrolment,
      PhotoClient photos) {
    this.config = config;
    this.search = search;
    this.identities = identities;
    this.enrolment = enrolment;
    this.photos = photos;
  }

  Javalin build() {
    return Javalin.create(
        c -> {
          c.startup.showJavalinBanner = false;
          c.jetty.host = config.host();
          c.jetty.port = config.port();
          c.jetty.multipartConfig.maxFileSize(Uploads.LARGEST_MB, SizeUnit.MB);
          c.jetty.multipartConfig.maxTotalRequestSize(Uploads.LARGEST_MB, SizeUnit.MB);
          c.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
          c.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ServerErrors()));
          c.http.maxRequestSize = (long) Uploads.LARGEST_MB << 20;
          c.http.prefer405over404 = true;
          routes(c);
          problems(c);
        });
  }

  private void routes(JavalinConfig c) {
    c.routes.before("/api/*", new AccessGuard(config)::check);
    c.routes.before("/api/*", r -> r.header("Cache-Control", "no-store"));
    c.routes.get("/api/v1/openapi.json", this::openapi);
    c.routes.get("/api/v1/sightings", this::list);
    c.routes.post("/api/v1/sightings/search", limited(this::similar));
    c.routes.get("/api/v1/sightings/{id}", r -> r.json(sighting(r, false)));
    c.routes.get("/api/v1/sightings/{id}/crop", this::crop);
    c.routes.get(
        "/api/v1/identities",
        r -> r.json(Map.of("identities", identities.all().stream().map(Api::shown).toList())));
    c.routes.post("/api/v1/identities", limited(this::enrol));
    c.routes.get("/api/v1/identities/{id}", r -> r.json(shown(identity(r))));
    c.routes.delete("/api/v1/identities/{id}", this::remove);
  }

  private void problems(JavalinConfig c) {
    c.routes.exception(Problem.class, (e, r) -> answer(r, e));
    c.routes.exception(
        HttpResponseException.class,
        (e, r) ->
            answer(
                r,
                new Problem(e.getStatus(), HttpStatus.getMessage(e.getStatus()), e.getMessage())));
    c.routes.exception(
        Exception.class,
        (e, r) -> {
          LOG.warn("{} {} failed", r.method(), r.path(), e);
          boolean away = e instanceof IOException;
          answer(
              r,
              new Problem(
                  away ? 503 : 500,
                  away ? "Elasticsearch does not answer" : "Internal error",
                  "see the log of the indexer"));
        });
    c.routes.error(
        404,
        r -> {
          if (!String.valueOf(r.res().getContentType()).startsWith(Problem.MEDIA_TYPE)) {
            answer(r, Problem.notFound("nothing at " + r.path()));
          }
        });
  }

  private static void answer(Context r, Problem problem) {
    r.status(problem.status()).json(problem.document()).contentType(Problem.MEDIA_TYPE);
  }

  /** Photos are large, and wait for the recogniser: only so many at a time. */
  private Handler limited(Handler handler) {
    return r -> {
      if (!photoRequests.tryAcquire()) {
        r.header("Retry-After", "5");
        throw new Problem(503, "Busy", MOST_PHOTO_REQUESTS + " requests with photos are under way");
      }
      try {
        handler.handle(r);
      } finally {
        photoRequests.release();
      }
    };
  }

  /** A name that is not known is a mistake, and not to be passed over. */
  private static void allow(Context r, Set<String> names) {
    for (String name : r.queryParamMap().keySet()) {
      if (!names.contains(name)) {
        throw Problem.badRequest(
            "there is no parameter '" + name + "'; there are " + new TreeSet<>(names));
      }
    }
  }

  private void openapi(Context r) throws IOException {
    r.result(SightingIndices.resource("openapi.json")).contentType("application/json");
  }

  private void list(Context r) throws IOException {
    allow(r, Set.of("identity", "camera", "from", "to", "masked", "limit", "cursor"));
    Optional<Cursor> cursor = Optional.ofNullable(r.queryParam("cursor")).map(Cursor::decode);
    SightingSearch.Page page = search.page(SightingQuery.of(r), cursor);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sightings", page.sightings());
    page.next().ifPresent(next -> body.put("cursor", next.encode()));
    r.json(body);
  }

  private void similar(Context r) throws IOException {
    allow(r, Set.of("identity", "camera", "from", "to", "masked", "limit", "minSimilarity"));
    SightingQuery query = SightingQuery.of(r);
    double minSimilarity = minSimilarity(r);
    Enrolment.Upload photo = Uploads.one(r);
    List<FaceObservation> faces = photos.ask(photo.name(), photo.image()).faces();
    if (faces.isEmpty()) {
      throw new Problem(
          422, "The photo cannot be used", photo.name() + ": no face was found in it");
    }
    // Of several faces the largest is meant.
    r.json(
        Map.of(
            "faces",
            faces.size(),
            "sightings",
            search.similar(faces.get(0).embedding(), query, minSimilarity)));
  }

  private static double minSimilarity(Context r) {
    String text = Optional.ofNullable(r.queryParam("minSimilarity")).orElse("-1");
    try {
      double value = Double.parseDouble(text);
      if (value >= -1 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw Problem.badRequest("minSimilarity must be from -1 to 1, is '" + text + "'");
  }

  private Map<String, Object> sighting(Context r, boolean hidden) throws IOException {
    String id = r.pathParam("id");
    return search.byId(id, hidden).orElseThrow(() -> Problem.notFound("no sighting " + id));
  }

  private void crop(Context r) throws IOException {
    String crop = (String) sighting(r, true).getOrDefault("crop", "");
    if (crop.isEmpty()) {
      throw Problem.notFound("sighting " + r.pathParam("id") + " has no crop");
    }
    r.result(Base64.getDecoder().decode(crop)).contentType("image/jpeg");
  }

  private void enrol(Context r) throws IOException {
    List<Enrolment.Upload> photos = Uploads.ofForm(r);
    String name = Optional.ofNullable(r.formParam("name")).orElse("");
    String id = Optional.ofNullable(r.formParam("id")).orElse("");
    Enrollment enrollment = enrolment.enrol(id, name, photos);
    LOG.info(
        "identity {} has {} templates", enrollment.identityId(), enrollment.templates().size());
    r.status(201).json(shown(enrollment));
  }

  private Enrollment identity(Context r) {
    String id = r.pathParam("id");
    return identities.byId(id).orElseThrow(() -> Problem.notFound("no identity " + id));
  }

  private void remove(Context r) {
    identities.remove(identity(r).identityId());
    r.status(204);
  }

  private static Map<String, Object> shown(Enrollment e) {
    List<Map<String, String>> templates =
        e.templates().stream()
            .map(
                t ->
                    Map.of(
                        "id", t.id(),
                        "source", t.source(),
                        "space", t.embedding().space(),
                        "addedAt", t.addedAt().toString()))
            .toList();
    return Map.of(
        "id",
        e.identityId(),
        "name",
        e.displayName(),
        "templates",
        templates,
        "updatedAt",
        e.updatedAt().toString());
  }
}
