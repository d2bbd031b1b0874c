package io.sightline.testkit;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka broker (KRaft: its own controller) as a child process, listening on the loopback
 * interface. Thread-safe.
 */
public final class LocalKafka implements AutoCloseable {
  private static final String NAME = "Kafka";

  private final EngineOptions options;
  private final Path folder;
  private final int port;
  private final ChildProcess process;

  private LocalKafka(EngineOptions options, Path folder, int port, ChildProcess process) {
    this.options = options;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /**
   * Returns when the broker answers.
   *
   * @throws EngineException when it does not; names the reason and the log
   */
  public static LocalKafka start(EngineOptions options) {
    Path libraries = Engines.kafka();
    int port = Ports.choose(options.port(), NAME);
    Path folder = Folders.prepare(options, "kafka");
    Path log = folder.resolve("kafka.log");
    Path settings = folder.resolve("server.properties");
    write(settings, folder, port);
    if (!Files.exists(folder.resolve("data/meta.properties"))) {
      List<String> format = java(libraries, options, folder, "kafka.tools.StorageTool");
      format.addAll(
          List.of(
              "format",
              "-t",
              Uuid.randomUuid().toString(),
              "-c",
              settings.toString(),
              "--standalone"));
      ChildProcess.run("Kafka's storage tool", format, Map.of(), log, options.startLimit());
    }
    List<String> command = java(libraries, options, folder, "kafka.Kafka");
    command.add(settings.toString());
    ChildProcess process = ChildProcess.start(NAME, command, Map.of(), log);
    LocalKafka kafka = new LocalKafka(options, folder, port, process);
    try {
      kafka.awaitReady();
      return kafka;
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public boolean alive() {
    return process.alive();
  }

  private void awaitReady() {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", bootstrapServers(), "reconnect.backoff.max.ms", 200);
    try (Admin admin = Admin.create(settings)) {
      process.awaitReady(() -> answers(admin), options.startLimit());
    }
  }

  private static boolean answers(Admin admin) {
    try {
      return !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty();
    } catch (ExecutionException | TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while Kafka started", e);
    }
  }

  private static List<String> java(
      Path libraries, EngineOptions options, Path folder, String main) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + options.heapMegabytes() + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    if (options.quickStart()) {
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    }
    command.add(
        "-Dlog4j2.configurationFile=" + LocalKafka.class.getResource("kafka-log4j2.properties"));
    command.addAll(List.of("-cp", libraries + "/*", main));
    return command;
  }

  private static void write(Path file, Path folder, int port) {
    Properties p = new Properties();
    int controller = Ports.choose(0, NAME);
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", "1");
    p.setProperty("controller.quorum.bootstrap.servers", "127.0.0.1:" + controller);
    p.setProperty(
        "listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    p.setProperty(
        "advertised.listeners",
        "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller);
    p.setProperty("controller.listener.names", "CONTROLLER");
    p.setProperty("log.dirs", folder.resolve("data").toString());
    p.setProperty("auto.create.topics.enable", "false");
    p.setProperty("message.max.bytes", String.valueOf(8 << 20));
    p.setProperty("replica.fetch.max.bytes", String.valueOf(8 << 20));
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.num.partitions", "4");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.num.partitions", "4");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    p.setProperty("log.segment.bytes", String.valueOf(64 << 20));
    try (Writer out = Files.newBufferedWriter(file)) {
      p.store(out, null);
    } catch (IOException e) {
      throw new EngineException(file + " cannot be written: " + e, e);
    }
  }

  /** Stops the broker; a throw-away folder is removed. */
  @Override
  public void close() {
    process.close();
    if (options.dataFolder().isEmpty()) {
      Folders.delete(folder);
    }
  }
}
