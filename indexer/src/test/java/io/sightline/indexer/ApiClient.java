package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * A client that believes the OpenAPI document: every answer is checked against the schema that is
 * promised for it.
 */
final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String key;
  private final JsonNode document;

  ApiClient(String url, String key) throws IOException {
    this.url = url;
    this.key = key;
    this.document = JSON.readTree(DailyIndices.resource("openapi.json"));
  }

  JsonNode get(String path, String documented) throws Exception {
    return checked(send(request(path).GET()), documented, "get", 200);
  }

  /** With a body of JSON; {@code documented} is the path as the document has it. */
  JsonNode json(String method, String path, String documented, String body, int status)
      throws Exception {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    return checked(send(request), documented, method.toLowerCase(Locale.ROOT), status);
  }

  byte[] bytes(String path) throws Exception {
    HttpResponse<byte[]> response =
        http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.headers().firstValue("Content-Type")).contains("image/jpeg");
    return response.body();
  }

  JsonNode photo(String path, String documented, String word, int status) throws Exception {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "image/jpeg")
            .POST(HttpRequest.BodyPublishers.ofString(word));
    return checked(send(request), documented, "post", status);
  }

  JsonNode enrol(Map<String, String> fields, List<String> photos, int status) throws Exception {
    return enrol(UUID.randomUUID().toString(), fields, photos, status);
  }

  /** As a client that may send it again. */
  JsonNode enrol(String idempotencyKey, Map<String, String> fields, List<String> photos, int status)
      throws Exception {
    StringBuilder body = new StringBuilder();
    fields.forEach((name, value) -> body.append(part("name=\"" + name + "\"", value)));
    photos.forEach(photo -> body.append(part("name=\"photo\"; filename=\"p.jpg\"", photo)));
    body.append("--b--\r\n");
    HttpRequest.Builder request =
        request("/api/v1/identities")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .header("Idempotency-Key", idempotencyKey)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    return checked(send(request), "/api/v1/identities", "post", status);
  }

  void delete(String path) throws Exception {
    assertThat(send(request(path).DELETE()).statusCode()).isEqualTo(204);
  }

  /** The detail of the problem that is the answer. */
  String problem(String method, String path, int status) throws Exception {
    HttpResponse<String> response =
        send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
    return checked(response, "/api/v1/sightings", "get", status).at("/detail").asText();
  }

  List<String> documentedRoutes() {
    List<String> routes = new ArrayList<>();
    document
        .at("/paths")
        .properties()
        .forEach(
            p ->
                p.getValue()
                    .fieldNames()
                    .forEachRemaining(m -> routes.add(m.toUpperCase() + " " + p.getKey())));
    return routes;
  }

  private static String part(String disposition, String value) {
    return "--b\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + value + "\r\n";
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).header("X-Api-Key", key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode checked(
      HttpResponse<String> response, String documented, String method, int status)
      throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    boolean good = status < 300;
    String type = good ? "application/json" : "application/problem+json";
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    JsonNode schema =
        document
            .at(
                "/paths/"
                    + documented.replace("~", "~0").replace("/", "~1")
                    + "/"
                    + method
                    + "/responses")
            .path(good ? String.valueOf(status) : "default")
            .path("content")
            .path(type)
            .path("schema");
    assertThat(schema.isMissingNode()).as("schema of " + documented).isFalse();
    var whole = ((com.fasterxml.jackson.databind.node.ObjectNode) schema.deepCopy());
    whole.set("components", document.get("components"));
    JsonNode body = JSON.readTree(response.body());
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(whole)
                .validate(body))
        .as(response.body())
        .isEmpty();
    return body;
  }
}
