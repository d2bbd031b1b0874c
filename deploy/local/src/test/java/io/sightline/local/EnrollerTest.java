package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real HTTP server that takes everybody. */
class EnrollerTest {
  @TempDir private Path folder;

  @Test
  void severalPhotosOfANameAreOnePersons() throws Exception {
    Queue<String> forms = new ConcurrentLinkedQueue<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/v1/identities",
        exchange -> {
          forms.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          byte[] answer = ("{\"id\":\"id" + forms.size() + "\"}").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      new Enroller("http://127.0.0.1:" + server.getAddress().getPort(), "")
          .enrol(List.of(photo("Ann=a.jpg"), photo("Bob=b.jpg"), photo("Ann=a=2.jpg")));
    } finally {
      server.stop(0);
    }
    assertThat(forms).hasSize(3);
    assertThat(forms).element(0).asString().contains("a.jpg content").doesNotContain("\"id\"");
    assertThat(forms).element(1).asString().contains("b.jpg content").doesNotContain("\"id\"");
    assertThat(forms)
        .element(2)
        .asString()
        .contains("a=2.jpg content")
        .containsPattern("name=\"id\"\\s+id1\\s");
  }

  private Photo photo(String text) throws Exception {
    Photo photo = Photo.parse(text);
    String name = photo.file().toString();
    return new Photo(
        photo.name(), Files.writeString(folder.resolve(photo.file()), name + " content"));
  }
}
