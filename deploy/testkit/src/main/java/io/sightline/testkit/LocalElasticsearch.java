package io.sightline.testkit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One Elasticsearch node as a child process, listening on the loopback interface, without a
 * password: nobody else on this machine is kept out. It ends when closed, or when this JVM has.
 * Thread-safe. For Linux and macOS. Started by root it runs as nobody, since it refuses to run as
 * root.
 */
public final class LocalElasticsearch implements AutoCloseable {
  private static final String NAME = "Elasticsearch";
  private static final String LUCENE_LOCK = "node.lock";

  private final int port;
  private final EngineFolder folder;
  private final ChildProcess process;

  private LocalElasticsearch(int port, EngineFolder folder, ChildProcess process) {
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Returns when the node answers and all primary shards of a kept folder are there.
   *
   * @throws EngineException when it does not; names the reason and the log
   */
  public static LocalElasticsearch start(EngineOptions options) {
    Path home = Engines.elasticsearch();
    if (options.port() != 0) {
      Ports.requireFree(options.port(), NAME);
    }
    Path java = options.javaHome().orElseGet(JavaHomes::forElasticsearch).resolve("bin/java");
    EngineFolder folder = EngineFolder.open(NAME, options, LUCENE_LOCK);
    try {
      ElasticsearchSettings settings = new ElasticsearchSettings(home, folder, options);
      settings.write();
      EngineCommand command =
          new EngineCommand(
              privileges(home, java, folder),
              launcher(home, java, folder),
              home,
              environment(folder));
      ChildProcess process = ChildProcess.start(NAME, command, folder);
      return ready(settings, process);
    } catch (IOException e) {
      folder.release();
      throw new EngineException(NAME + " cannot be prepared in " + folder.root() + ": " + e, e);
    } catch (RuntimeException e) {
      folder.release();
      throw e;
    }
  }

  private static LocalElasticsearch ready(ElasticsearchSettings settings, ChildProcess process) {
    HttpClient http = HttpClient.newHttpClient();
    Duration limit = settings.options().startLimit();
    try {
      process.awaitReady(settings::listens, limit);
      int port = settings.port();
      LocalElasticsearch node = new LocalElasticsearch(port, settings.folder(), process);
      process.awaitReady(() -> node.answers(http), limit);
      return node;
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  private boolean answers(HttpClient http) {
    URI health = URI.create(url() + "/_cluster/health?wait_for_status=yellow&timeout=2s");
    HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while Elasticsearch started", e);
    }
  }

  private static List<String> privileges(Path home, Path java, EngineFolder folder)
      throws IOException {
    if (!Unprivileged.needed()) {
      return List.of();
    }
    Unprivileged.give(folder);
    return Unprivileged.command(
        NAME,
        List.of(home.resolve("config/jvm.options"), java, ChildProcess.tether(), folder.config()));
  }

  /**
   * What bin/elasticsearch runs in the end, with the tether around it: this JVM starts the node's
   * own, and either ends with the other.
   */
  private static List<String> launcher(Path home, Path java, EngineFolder folder) {
    String libraries =
        "%s:%s/lib/*:%s/lib/cli-launcher/*".formatted(ChildProcess.tether(), home, home);
    return List.of(
        java.toString(),
        "-Xms4m",
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        // Where the launcher, too, leaves its files behind.
        "-Djava.io.tmpdir=" + folder.tmp(),
        "-Dcli.name=server",
        "-Dcli.script=" + home.resolve("bin/elasticsearch"),
        "-Dcli.libs=lib/tools/server-cli",
        "-Des.path.home=" + home,
        "-Des.path.conf=" + folder.config(),
        "-Des.distribution.type=zip",
        "-Des.java.type=ES_JAVA_HOME",
        "-cp",
        libraries,
        Tether.class.getName(),
        "org.elasticsearch.launcher.CliToolLauncher");
  }

  private static Map<String, String> environment(EngineFolder folder) {
    return Map.of(
        "HOME", folder.root().toString(),
        "HOSTNAME", "local",
        "ES_TMPDIR", folder.tmp().toString());
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Does nothing while the node runs.
   *
   * @throws EngineException when it has ended by itself; says why
   */
  public void requireAlive() {
    process.requireAlive();
  }

  /** The file the node logs to. */
  public Path log() {
    return folder.log();
  }

  /** Stops the node; a throw-away folder is removed. */
  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
