package io.sightline.indexer;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.UploadedFile;
import io.sightline.contract.config.ApiConfig;
import io.sightline.contract.config.Secret;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.FaceObservation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API, as {@code openapi.json} describes it. */
final class Api {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final int MAX_UPLOAD_MB = 20;

  private final ApiConfig config;
  private final SightingSearch search;
  private final Identities identities;
  private final Enrolment enrolment;
  private final PhotoClient photos;

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
          c.http.maxRequestSize = (long) MAX_UPLOAD_MB << 20;
          c.jetty.multipartConfig.maxFileSize(MAX_UPLOAD_MB, SizeUnit.MB);
          c.jetty.multipartConfig.maxTotalRequestSize(5 * MAX_UPLOAD_MB, SizeUnit.MB);
          routes(c);
          problems(c);
        });
  }

  private void routes(JavalinConfig c) {
    c.routes.before("/api/*", this::authenticate);
    c.routes.get("/api/v1/openapi.json", this::openapi);
    c.routes.get("/api/v1/sightings", this::list);
    c.routes.post("/api/v1/sightings/search", this::similar);
    c.routes.get("/api/v1/sightings/{id}", r -> r.json(sighting(r, false)));
    c.routes.get("/api/v1/sightings/{id}/crop", this::crop);
    c.routes.get(
        "/api/v1/identities",
        r -> r.json(Map.of("identities", identities.all().stream().map(Api::shown).toList())));
    c.routes.post("/api/v1/identities", this::enrol);
    c.routes.get("/api/v1/identities/{id}", r -> r.json(shown(identity(r))));
    c.routes.delete("/api/v1/identities/{id}", this::remove);
  }

  private void problems(JavalinConfig c) {
    c.routes.exception(Problem.class, (e, r) -> answer(r, e));
    c.routes.exception(
        HttpResponseException.class,
        (e, r) ->
            answer(r, new Problem(e.getStatus(), "The request is not right", e.getMessage())));
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
          if (!String.valueOf(r.res().getContentType()).startsWith("application/problem+json")) {
            answer(r, Problem.notFound("nothing at " + r.path()));
          }
        });
  }

  private static void answer(Context r, Problem problem) {
    r.status(problem.status()).json(problem.document()).contentType("application/problem+json");
  }

  private void authenticate(Context r) {
    if (config.keys().isEmpty()) {
      return;
    }
    byte[] given =
        Optional.ofNullable(r.header("X-Api-Key")).orElse("").getBytes(StandardCharsets.UTF_8);
    boolean known = false;
    for (Secret key : config.keys()) {
      // Every key is compared, in constant time, so that the time tells nothing.
      known |= MessageDigest.isEqual(given, key.value().getBytes(StandardCharsets.UTF_8));
    }
    if (!known) {
      throw new Problem(401, "Not allowed", "the header X-Api-Key is missing or not known");
    }
  }

  private void openapi(Context r) throws IOException {
    r.result(SightingIndices.resource("openapi.json")).contentType("application/json");
  }

  private void list(Context r) throws IOException {
    Optional<Cursor> cursor = Optional.ofNullable(r.queryParam("cursor")).map(Cursor::decode);
    SightingSearch.Page page = search.page(SightingQuery.of(r), cursor);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("sightings", page.sightings());
    page.next().ifPresent(next -> body.put("cursor", next.encode()));
    r.json(body);
  }

  private void similar(Context r) throws IOException {
    SightingQuery query = SightingQuery.of(r);
    double minSimilarity = minSimilarity(r);
    List<Enrolment.Upload> uploads = uploads(r);
    if (uploads.size() != 1) {
      throw Problem.badRequest("one photo is needed, there are " + uploads.size());
    }
    Enrolment.Upload photo = uploads.get(0);
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
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw Problem.badRequest("minSimilarity must be a number, is '" + text + "'");
    }
  }

  private static List<Enrolment.Upload> uploads(Context r) throws IOException {
    List<Enrolment.Upload> uploads = new ArrayList<>();
    if (r.isMultipartFormData()) {
      for (UploadedFile file : r.uploadedFiles("photo")) {
        try (InputStream in = file.content()) {
          uploads.add(new Enrolment.Upload(file.filename(), in.readAllBytes()));
        }
      }
    } else if (r.contentLength() != 0) {
      uploads.add(new Enrolment.Upload("photo", r.bodyAsBytes()));
    }
    return uploads;
  }

  private Map<String, Object> sighting(Context r, boolean hidden) throws IOException {
    String id = r.pathParam("id");
    return search.byId(id, hidden).orElseThrow(() -> Problem.notFound("no sighting " + id));
  }

  private void crop(Context r) throws IOException {
    r.result(Base64.getDecoder().decode((String) sighting(r, true).get("crop")))
        .contentType("image/jpeg");
  }

  private void enrol(Context r) throws IOException {
    if (!r.isMultipartFormData()) {
      throw Problem.badRequest("send multipart/form-data with name and one or more photo");
    }
    String name = Optional.ofNullable(r.formParam("name")).orElse("");
    String id = Optional.ofNullable(r.formParam("id")).orElse("");
    Enrollment enrollment = enrolment.enrol(id, name, uploads(r));
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
