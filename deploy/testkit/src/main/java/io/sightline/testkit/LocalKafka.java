package io.sightline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka broker (KRaft: its own controller) as a child process, listening on the loopback
 * interface. It ends when closed, or when this JVM has. Thread-safe. For Linux and macOS.
 */
public final class LocalKafka implements AutoCloseable {
  private static final String NAME = "Kafka";
  private static final String KAFKA_LOCK = ".lock";

  private final int port;
  private final EngineFolder folder;
  private final ChildProcess process;

  private LocalKafka(int port, EngineFolder folder, ChildProcess process) {
    this.port = port;
    this.folder = folder;
    this.process = process;
  }

  /**
   * Returns when the broker answers. A kept folder is formatted once and taken up again after a
   * crash.
   *
   * @throws EngineException when it does not; names the reason and the log
   */
  public static LocalKafka start(EngineOptions options) {
    return start(options, () -> Ports.choose(options.port(), NAME));
  }

  /**
   * @param ports asked for another when somebody has taken one before the broker could
   */
  static LocalKafka start(EngineOptions options, IntSupplier ports) {
    Path libraries = Engines.kafka().resolve("libs");
    int first = ports.getAsInt();
    EngineFolder folder = EngineFolder.open(NAME, options, KAFKA_LOCK);
    try {
      return Ports.use(first, ports, port -> start(libraries, folder, port, options));
    } catch (IOException e) {
      folder.release();
      throw new EngineException(NAME + " cannot be prepared in " + folder.root() + ": " + e, e);
    } catch (RuntimeException e) {
      folder.release();
      throw e;
    }
  }

  private static LocalKafka start(
      Path libraries, EngineFolder folder, int port, EngineOptions options) throws IOException {
    Path settings = folder.config().resolve("server.properties");
    write(settings, new KafkaSettings(folder.data(), port, options.settings()));
    Engines.copyLogConfiguration(folder);
    List<String> java = java(libraries, options, folder);
    // Written last when formatting, so its presence says that nothing is missing.
    if (!Files.exists(folder.data().resolve("meta.properties"))) {
      format(java, settings, folder, options);
    }
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("kafka.Kafka", settings.toString()));
    String cluster = cluster(folder);
    return ready(new LocalKafka(port, folder, run(command, folder)), cluster, options);
  }

  private static LocalKafka ready(LocalKafka kafka, String cluster, EngineOptions options) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka.bootstrapServers(), "reconnect.backoff.max.ms", 200);
    try {
      // The client complains of every connection that is refused: it comes when one is not.
      kafka.process.awaitReady(() -> Ports.listens(kafka.port), options.startLimit());
      Admin admin = Admin.create(settings);
      try {
        kafka.process.awaitReady(() -> answers(admin, cluster), options.startLimit());
      } finally {
        // What was asked of somebody else, who has taken the port, is not waited for.
        admin.close(Duration.ZERO);
      }
      return kafka;
    } catch (RuntimeException e) {
      kafka.process.close();
      throw e;
    }
  }

  /** Another's broker may listen where this one was to. */
  private static boolean answers(Admin admin, String cluster) {
    try {
      return admin.describeCluster().clusterId().get(2, TimeUnit.SECONDS).equals(cluster);
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while Kafka started", e);
    }
  }

  private static String cluster(EngineFolder folder) throws IOException {
    Properties written = new Properties();
    try (InputStream in = Files.newInputStream(folder.data().resolve("meta.properties"))) {
      written.load(in);
    }
    return written.getProperty("cluster.id");
  }

  private static void format(
      List<String> java, Path settings, EngineFolder folder, EngineOptions options) {
    List<String> command = new ArrayList<>(java);
    command.addAll(List.of("kafka.tools.StorageTool", "format", "--standalone"));
    command.addAll(List.of("-t", Uuid.randomUuid().toString(), "-c", settings.toString()));
    try (ChildProcess tool = run(command, folder)) {
      tool.awaitSuccess(options.startLimit());
    }
  }

  private static ChildProcess run(List<String> command, EngineFolder folder) {
    return ChildProcess.start(
        NAME, new EngineCommand(List.of(), command, folder.root(), Map.of()), folder);
  }

  private static List<String> java(Path libraries, EngineOptions options, EngineFolder folder) {
    List<String> command = new ArrayList<>();
    command.add(options.javaHome().orElseGet(JavaHomes::own).resolve("bin/java").toString());
    command.add("-Xmx" + options.heapMegabytes() + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    if (options.quickStart()) {
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }
    command.add("-Dsightline.log=" + folder.log());
    command.add("-Dlog4j2.configurationFile=" + folder.config().resolve("log4j2.properties"));
    command.addAll(List.of("-cp", ChildProcess.tether() + ":" + libraries + "/*"));
    command.add(Tether.class.getName());
    return command;
  }

  private static void write(Path file, KafkaSettings settings) throws IOException {
    // Not to a writer: only so are letters escaped that Kafka would read as others.
    try (OutputStream out = Files.newOutputStream(file)) {
      settings.asProperties().store(out, null);
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /**
   * Does nothing while the broker runs.
   *
   * @throws EngineException when it has ended by itself; says why
   */
  public void requireAlive() {
    process.requireAlive();
  }

  /** The file the broker logs to. */
  public Path log() {
    return folder.log();
  }

  /** Folder for what clients keep of this broker alone; is there as long as its data. */
  public Path clients() {
    return folder.root().resolve("clients");
  }

  /** Stops the broker; a throw-away folder is removed. */
  @Override
  public void close() {
    process.close();
    folder.close();
  }
}
