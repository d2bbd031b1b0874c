package io.sightline.indexer;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.sightline.contract.wire.FaceObservation;
import java.io.IOException;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was seen. */
record SightingRoutes(SightingSearch search, PhotoClient photos, PhotoLimit limit)
    implements Routes {

  @Override
  public void register(RoutesConfig routes) {
    routes.get("/api/v1/sightings", this::list);
    routes.post("/api/v1/sightings/search", limit.around(this::similar));
    routes.get("/api/v1/sightings/{id}", r -> r.json(sighting(r, false)));
    routes.get("/api/v1/sightings/{id}/crop", r -> crop(r, sighting(r, true)));
  }

  private void list(Context r) throws IOException {
    Parameters parameters = Parameters.of(r, and(SightingQuery.FILTERS, "cursor"));
    r.json(page("sightings", search.page(SightingQuery.of(parameters), parameters.cursor())));
  }

  /** A page under a name of its own, and where the next begins. */
  static Map<String, Object> page(String name, Searcher.Page page) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(name, page.documents());
    page.next().ifPresent(next -> body.put("cursor", next.encode()));
    return body;
  }

  private void similar(Context r) throws IOException {
    Parameters parameters = Parameters.of(r, and(SightingQuery.FILTERS, "minSimilarity"));
    SightingQuery query = SightingQuery.of(parameters);
    double minSimilarity = parameters.cosine("minSimilarity").orElse(-1.0);
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

  private Map<String, Object> sighting(Context r, boolean hidden) throws IOException {
    String id = r.pathParam("id");
    return search.byId(id, hidden).orElseThrow(() -> Problem.notFound("no sighting " + id));
  }

  /** Answers with the picture that a document has. */
  static void crop(Context r, Map<String, Object> document) {
    String crop =
        Optional.ofNullable((String) document.get("crop"))
            .filter(text -> !text.isEmpty())
            .orElseThrow(() -> Problem.notFound(document.get("id") + " has no crop"));
    r.result(Base64.getDecoder().decode(crop)).contentType("image/jpeg");
  }

  private static Set<String> and(Set<String> names, String more) {
    Set<String> all = new HashSet<>(names);
    all.add(more);
    return all;
  }
}
