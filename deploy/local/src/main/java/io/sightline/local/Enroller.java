package io.sightline.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Enrols people through the API, as any other client would. */
final class Enroller {
  private static final String BOUNDARY = "sightline-photo-boundary";
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
   * @throws UserException when the API refuses; with its reason
   */
  void enrol(String name, Path photo) throws IOException, InterruptedException {
    if (!Files.isRegularFile(photo)) {
      throw new UserException("the photo " + photo + " of " + name + " does not exist");
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(apiUrl + "/api/v1/identities"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofByteArray(form(name, photo)));
    if (!key.isEmpty()) {
      request.header("X-Api-Key", key);
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() >= 300) {
      JsonNode problem = new ObjectMapper().readTree(response.body());
      throw new UserException(
          name
              + " could not be enrolled with "
              + photo
              + ": "
              + problem.path("detail").asText(response.body()));
    }
  }

  void enrol(Map<String, Path> people) throws IOException, InterruptedException {
    for (var person : people.entrySet()) {
      enrol(person.getKey(), person.getValue());
    }
  }

  private static byte[] form(String name, Path photo) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(part("name\"", name));
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
