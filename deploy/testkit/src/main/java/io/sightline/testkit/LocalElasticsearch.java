package io.sightline.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One Elasticsearch node as a child process, listening on the loopback interface, without a
 * password: nobody else on this machine is kept out. Thread-safe. Started by root it runs as
 * nobody, since it refuses to run as root.
 */
public final class LocalElasticsearch implements AutoCloseable {
  private static final String NAME = "Elasticsearch";
  private static final List<String> AS_NOBODY =
      List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--no-new-privs");

  private final EngineOptions options;
  private final Path folder;
  private final int port;
  private final ChildProcess process;

  private LocalElasticsearch(EngineOptions options, Path folder, int port, ChildProcess process) {
    this.options = options;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Returns when the node answers.
   *
   * @throws EngineException when it does not; names the reason and the log
   */
  public static LocalElasticsearch start(EngineOptions options) {
    boolean root = "root".equals(System.getProperty("user.name"));
    int port = Ports.choose(options.port(), NAME);
    Path folder = Folders.prepare(options, "elasticsearch");
    Path log = folder.resolve("elasticsearch.log");
    try {
      Path home = root ? reachable(Engines.elasticsearch()) : Engines.elasticsearch();
      configure(home, folder, port, options);
      Files.createDirectories(folder.resolve("tmp"));
      List<String> command = new ArrayList<>(root ? AS_NOBODY : List.of());
      command.add(home.resolve("bin/elasticsearch").toString());
      if (root) {
        giveToNobody(folder);
      }
      ChildProcess process = ChildProcess.start(NAME, command, environment(folder), log);
      LocalElasticsearch node = new LocalElasticsearch(options, folder, port, process);
      try {
        process.awaitReady(node::answers, options.startLimit());
      } catch (RuntimeException e) {
        process.close();
        throw e;
      }
      return node;
    } catch (IOException e) {
      throw new EngineException(NAME + " cannot be prepared in " + folder + ": " + e, e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public boolean alive() {
    return process.alive();
  }

  private boolean answers() {
    HttpRequest health =
        HttpRequest.newBuilder(
                URI.create(url() + "/_cluster/health?wait_for_status=yellow&timeout=2s"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HttpClient.newHttpClient()
              .send(health, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while Elasticsearch started", e);
    }
  }

  private static void configure(Path home, Path folder, int port, EngineOptions options)
      throws IOException {
    Path config = folder.resolve("config");
    Folders.copy(home.resolve("config"), config);
    Files.writeString(
        config.resolve("elasticsearch.yml"),
        """
        cluster.name: sightline-local
        node.name: local
        path.data: %1$s/data
        path.logs: %1$s/logs
        network.host: 127.0.0.1
        http.port: %2$d
        transport.port: %3$d
        discovery.type: single-node
        xpack.security.enabled: false
        cluster.routing.allocation.disk.threshold_enabled: false
        """
            .formatted(folder, port, Ports.choose(0, NAME)));
    String heap = "-Xms%1$dm%n-Xmx%1$dm%n".formatted(options.heapMegabytes());
    Path jvm = Files.createDirectories(config.resolve("jvm.options.d")).resolve("heap.options");
    Files.writeString(jvm, options.quickStart() ? heap + "-XX:TieredStopAtLevel=1\n" : heap);
  }

  private static Map<String, String> environment(Path folder) {
    return Map.of(
        "PATH",
        "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME",
        folder.toString(),
        "HOSTNAME",
        "local",
        "LANG",
        "C.UTF-8",
        "CLI_JAVA_OPTS",
        "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "ES_JAVA_HOME",
        JavaHomes.forElasticsearch().toString(),
        "ES_PATH_CONF",
        folder.resolve("config").toString(),
        "ES_TMPDIR",
        folder.resolve("tmp").toString());
  }

  /**
   * The program's folder where the user nobody can read it: here, or a copy in the system's
   * temporary folder.
   */
  private static Path reachable(Path home) throws IOException {
    if (Folders.openToAll(home)) {
      return home;
    }
    Path copy = Path.of(System.getProperty("java.io.tmpdir"), "sightline-" + home.getFileName());
    if (!Files.exists(copy.resolve("complete"))) {
      Folders.copy(home, copy);
      copy.resolve("bin/elasticsearch").toFile().setExecutable(true, false);
      Files.createFile(copy.resolve("complete"));
    }
    return copy;
  }

  private static void giveToNobody(Path folder) throws IOException {
    if (!Folders.openToAll(folder.getParent())) {
      throw new EngineException(
          folder
              + " cannot be reached by the user nobody, as whom Elasticsearch runs when root starts it: choose a data"
              + " folder outside of a private home");
    }
    Process chown =
        new ProcessBuilder("chown", "-R", "65534:65534", folder.toString()).inheritIO().start();
    try {
      if (!chown.waitFor(60, TimeUnit.SECONDS) || chown.exitValue() != 0) {
        throw new IOException("chown of " + folder + " failed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Stops the node; a throw-away folder is removed. */
  @Override
  public void close() {
    process.close();
    if (options.dataFolder().isEmpty()) {
      Folders.delete(folder);
    }
  }
}
