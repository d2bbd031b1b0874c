package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sightline.contract.model.ModelBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real HTTP server on this machine. */
class ModelDownloadTest {
  @TempDir Path folder;
  private final byte[] content = new byte[300_000];
  private final AtomicReference<String> asked = new AtomicReference<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private HttpServer server;
  private String sha256;

  @BeforeEach
  void serve() throws IOException {
    new Random(4).nextBytes(content);
    sha256 = ModelBundle.sha256(Files.write(folder.resolve("original"), content));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/model.onnx",
        exchange -> {
          requests.incrementAndGet();
          String range = exchange.getRequestHeaders().getFirst("Range");
          asked.set(range);
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
          try (var out = exchange.getResponseBody()) {
            out.write(content, from, content.length - from);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void fetchesChecksAndDoesNotFetchAgain() throws Exception {
    Path file = folder.resolve("m.onnx");
    download(sha256, file).fetch(uri("/model.onnx"));
    assertThat(file).hasBinaryContent(content);
    assertThat(said.toString()).contains("of 292 kB").contains("complete");
    download(sha256, file).fetch(uri("/model.onnx"));
    assertThat(requests).hasValue(1);
  }

  @Test
  void goesOnWhereItBrokeOff() throws Exception {
    Path file = folder.resolve("m.onnx");
    Files.write(folder.resolve("m.onnx.part"), Arrays.copyOf(content, 100_000));
    download(sha256, file).fetch(uri("/model.onnx"));
    assertThat(asked).hasValue("bytes=100000-");
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void refusesAnotherFileAndLeavesNothingBehind() {
    Path file = folder.resolve("m.onnx");
    assertThatThrownBy(() -> download("0".repeat(64), file).fetch(uri("/model.onnx")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(sha256);
    assertThat(file).doesNotExist();
    assertThat(folder.resolve("m.onnx.part")).doesNotExist();
  }

  @Test
  void doesNotWaitForARestThatDoesNotCome() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    server.createContext(
        "/stalled",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, 100_000);
          exchange.getResponseBody().flush();
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    Path file = folder.resolve("m.onnx");
    ModelDownload download =
        new ModelDownload(sha256, file, new PrintStream(said, true), Duration.ofSeconds(2));
    try {
      assertThatThrownBy(() -> download.fetch(uri("/stalled")))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("has sent nothing for 2 s");
    } finally {
      over.countDown();
    }
    // What came is kept for the next try.
    assertThat(folder.resolve("m.onnx.part")).exists();
  }

  @Test
  void saysWhenTheServerHasItNot() {
    assertThatThrownBy(() -> download(sha256, folder.resolve("m.onnx")).fetch(uri("/nothing")))
        .hasMessageContaining("status 404");
    server.stop(0);
    assertThatThrownBy(() -> download(sha256, folder.resolve("m.onnx")).fetch(uri("/model.onnx")))
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void takesALocalFileByWhatItIs() throws Exception {
    Path from = Files.createDirectory(folder.resolve("from"));
    Files.write(from.resolve("whatever.onnx"), content);
    Path file = folder.resolve("m.onnx");
    download(sha256, file).copyFrom(from);
    assertThat(file).hasBinaryContent(content);
    assertThatThrownBy(() -> download("0".repeat(64), folder.resolve("n.onnx")).copyFrom(from))
        .hasMessageContaining("no file");
  }

  private ModelDownload download(String expected, Path file) {
    return new ModelDownload(expected, file, new PrintStream(said, true));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }
}
