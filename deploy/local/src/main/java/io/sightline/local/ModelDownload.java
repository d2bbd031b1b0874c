package io.sightline.local;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** Gets one file whose SHA-256 is known. What is not that file never lies under its name. */
final class ModelDownload {
  private static final int NOTHING_LEFT = 416;
  private static final int PARTIAL = 206;
  private static final Duration STALL = Duration.ofMinutes(1);
  private final String sha256;
  private final Path file;
  private final Path part;
  private final PrintStream out;
  private final Duration stall;

  ModelDownload(String sha256, Path file, PrintStream out) {
    this(sha256, file, out, STALL);
  }

  /**
   * @param stall how long nothing may come of a file that has begun
   */
  ModelDownload(String sha256, Path file, PrintStream out, Duration stall) {
    this.stall = stall;
    this.sha256 = sha256;
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.out = out;
  }

  /** Goes on where an earlier try broke off, if the server can. */
  void fetch(URI uri) throws IOException, InterruptedException {
    if (isThere()) {
      return;
    }
    long begun = Files.exists(part) ? Files.size(part) : 0;
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(10));
    if (begun > 0) {
      request.header("Range", "bytes=" + begun + "-");
    }
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    HttpResponse<InputStream> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UserException(
          uri + " cannot be reached (" + e + "); with the files at hand, use --from DIR");
    }
    if (response.statusCode() == NOTHING_LEFT && begun > 0) {
      // All of it is there, and perhaps more: once more from the start.
      response.body().close();
      Files.delete(part);
      fetch(uri);
      return;
    }
    if (response.statusCode() != 200 && response.statusCode() != PARTIAL) {
      response.body().close();
      Files.deleteIfExists(part);
      throw new UserException(uri + " answers with status " + response.statusCode());
    }
    write(response, response.statusCode() == PARTIAL ? begun : 0);
    finish(uri.toString());
  }

  private void write(HttpResponse<InputStream> response, long begun) throws IOException {
    long total = begun + response.headers().firstValueAsLong("Content-Length").orElse(-1 - begun);
    StandardOpenOption how =
        begun > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (InputStream in = response.body();
        StallGuard guard = new StallGuard(in, stall);
        OutputStream to =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      try {
        copy(in, to, begun, total, guard);
      } catch (IOException e) {
        if (!guard.stalled()) {
          throw e;
        }
      }
      if (guard.stalled()) {
        throw new UserException(
            response.uri()
                + " has sent nothing for "
                + stall.toSeconds()
                + " s; the same command goes on where it broke off");
      }
    }
  }

  private void copy(InputStream in, OutputStream to, long begun, long total, StallGuard guard)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long done = begun;
    long told = -1;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      guard.stir();
      to.write(buffer, 0, n);
      done += n;
      long tenth = total > 0 ? 10 * done / total : done >> 20;
      if (tenth != told) {
        told = tenth;
        out.printf(
            "  %s: %d of %s kB%n", file.getFileName(), done >> 10, total > 0 ? total >> 10 : "?");
      }
    }
  }

  /** Looks for the file in a folder, by what it is and not by its name. */
  void copyFrom(Path folder) throws IOException {
    if (isThere()) {
      return;
    }
    Path found =
        ModelFolder.files(folder).stream()
            .filter(f -> ModelBundle.sha256(f).equals(sha256))
            .findFirst()
            .orElseThrow(
                () -> new UserException("no file in " + folder + " has the SHA-256 " + sha256));
    Files.copy(found, part, StandardCopyOption.REPLACE_EXISTING);
    finish(found.toString());
  }

  private boolean isThere() {
    boolean there = Files.exists(file) && ModelBundle.sha256(file).equals(sha256);
    if (there) {
      out.println("  " + file.getFileName() + " is there already");
    }
    return there;
  }

  private void finish(String source) throws IOException {
    String actual = ModelBundle.sha256(part);
    if (!actual.equals(sha256)) {
      Files.delete(part);
      throw new UserException(
          source
              + " is not the file that is known under this name: its SHA-256 is "
              + actual
              + ", not "
              + sha256);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    out.println("  " + file.getFileName() + ": complete, SHA-256 as known");
  }
}
