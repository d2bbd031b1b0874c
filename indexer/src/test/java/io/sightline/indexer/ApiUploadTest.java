package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import io.javalin.http.Context;
import io.sightline.contract.config.ApiConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Where uploaded photos lie while a request is under way. */
class ApiUploadTest {
  /** In no file of anybody else's. */
  private final String photo = UUID.randomUUID() + "x".repeat(PhotoClient.LARGEST_PHOTO - 36);

  private final List<Path> written = new ArrayList<>();
  private int photos;

  @Test
  void aPhotoLiesInNoFile() throws Exception {
    Javalin server =
        new Api(
                new ApiConfig(null, 0, null),
                List.of(routes -> routes.post("/api/v1/photos", this::take)))
            .build()
            .start();
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/photos"))
              .header("Content-Type", "multipart/form-data; boundary=b")
              .POST(HttpRequest.BodyPublishers.ofString(part() + part() + "--b--\r\n"))
              .build();
      HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
    } finally {
      server.stop();
    }
    assertThat(photos).isEqualTo(2);
    assertThat(written).isEmpty();
  }

  private String part() {
    return "--b\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p.jpg\"\r\n\r\n"
        + photo
        + "\r\n";
  }

  private void take(Context r) throws IOException {
    photos = Uploads.ofForm(r).size();
    Path folder = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, this::isThePhoto)) {
      files.forEach(written::add);
    }
  }

  private boolean isThePhoto(Path file) {
    try {
      return Files.isRegularFile(file)
          && Files.size(file) == photo.length()
          && Files.readString(file).equals(photo);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
