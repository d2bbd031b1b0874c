package io.sightline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Enrols people and makes watchlists through the API, as any other client would. */
final class Enroller {
  private static final String BOUNDARY = "sightline-photo-boundary";
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();
  private final String apiUrl;
  private final String key;

  /**
   * @param key for {@code X-Api-Key}, empty for none
   */
  Enroller(String apiUrl, String key) {
    this.apiUrl = apiUrl;
    this.key = key;
  }

  /**
   * @return the identity's id
   * @throws UserException when the API refuses; with its reason
   */
  String enrol(String name, Path photo) throws IOException, InterruptedException {
    return enrol(name, "", photo);
  }

  /**
   * Adds a photo to an identity.
   *
   * @param id empty for a new identity
   * @return the identity's id
   * @throws UserException when the API refuses; with its reason
   */
  String enrol(String name, String id, Path photo) throws IOException, InterruptedException {
    new Photo(name, photo).require();
    JsonNode answer =
        ask(
            "POST",
            "identities",
            "multipart/form-data; boundary=" + BOUNDARY,
            BodyPublishers.ofByteArray(form(name, id, photo)),
            name + " could not be enrolled with " + photo);
    return answer.required("id").asText();
  }

  /** Photos of one name are of one person. */
  void enrol(List<Photo> photos) throws IOException, InterruptedException {
    Map<String, String> ids = new HashMap<>();
    for (Photo photo : photos) {
      String id = ids.getOrDefault(photo.name(), "");
      ids.put(photo.name(), enrol(photo.name(), id, photo.file()));
    }
  }

  /**
   * @param members identity ids
   * @throws UserException when the API refuses; with its reason
   */
  void watchlist(String id, String name, String severity, Collection<String> members)
      throws IOException, InterruptedException {
    ask(
        "PUT",
        "watchlists/" + URLEncoder.encode(id, StandardCharsets.UTF_8),
        "application/json",
        BodyPublishers.ofString(
            JSON.writeValueAsString(
                Map.of("name", name, "severity", severity, "members", members))),
        "the watchlist " + id + " could not be made");
  }

  private JsonNode ask(
      String method, String path, String contentType, BodyPublisher body, String otherwise)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(apiUrl + "/api/v1/" + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", contentType)
            .method(method, body);
    if (!key.isEmpty()) {
      request.header("X-Api-Key", key);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    JsonNode answer = JSON.readTree(response.body());
    if (response.statusCode() >= 300) {
      throw new UserException(otherwise + ": " + answer.path("detail").asText(response.body()));
    }
    return answer;
  }

  private static byte[] form(String name, String id, Path photo) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(part("name\"", name));
    if (!id.isEmpty()) {
      out.writeBytes(part("id\"", id));
    }
    out.writeBytes(
        part("photo\"; filename=\"" + photo.getFileName().toString().replace("\"", "") + "\"", ""));
    out.writeBytes(Files.readAllBytes(photo));
    out.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static byte[] part(String disposition, String value) {
    String head =
        "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + disposition + "\r\n\r\n";
    return (head + (value.isEmpty() ? "" : value + "\r\n")).getBytes(StandardCharsets.UTF_8);
  }
}
