package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.wire.Alert;
import io.sightline.indexer.Alerts;
import io.sightline.indexer.TestStreet;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An indexer, as the process that it is, is killed at random moments (SIGKILL) while it delivers:
 * each message arrives at least once, and never with two contents. Elasticsearch is away all the
 * while, which is nothing to deliveries.
 */
@Tag("long")
@ExtendWith(KafkaExtension.class)
class KilledIndexerTest {
  private static final int ROUNDS = 20;
  private static final int ALERTS = 25;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void eachMessageArrivesAndIsAlwaysTheSame(LocalKafka kafka, @TempDir Path folder)
      throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (Receiver receiver = new Receiver();
        TestStreet street =
            new TestStreet(kafka.bootstrapServers(), "http://127.0.0.1:1", "killed")) {
      Path config =
          Files.writeString(
              folder.resolve("config.yaml"),
              """
              kafka: { bootstrap_servers: "%s", topic_prefix: "killed.", partitions: 2 }
              elasticsearch: { url: "http://127.0.0.1:1" }
              api: { port: 0 }
              admin: { indexer: 0 }
              channels: { ops: { webhook: { url: "%s", timeout: 60s } } }
              """
                  .formatted(kafka.bootstrapServers(), receiver.url()));
      for (int round = 0; round < ROUNDS; round++) {
        int before = receiver.requests().size();
        Process indexer = indexer(config, folder);
        for (int i = 0; i < ALERTS; i++) {
          for (long version = 1; version <= 2; version++) {
            street.send(
                Alerts.alert("r" + round + "-" + i, "lobby", version, Alert.State.NEW, "ops"));
          }
        }
        await().atMost(LIMIT).until(() -> receiver.requests().size() > before);
        Thread.sleep(random.nextInt(150));
        indexer.destroyForcibly().waitFor();
      }
      Process last = indexer(config, folder);
      Map<String, Set<String>> bodies = new HashMap<>();
      try {
        await().atMost(LIMIT).until(() -> keys(receiver).size() == ROUNDS * ALERTS * 2);
      } finally {
        last.destroyForcibly().waitFor();
      }
      receiver
          .requests()
          .forEach(r -> bodies.computeIfAbsent(r.id(), id -> new HashSet<>()).add(r.body()));
      System.out.printf(
          "%d messages, %d requests, %d kills%n",
          bodies.size(), receiver.requests().size(), ROUNDS);
      assertThat(bodies).hasSize(ROUNDS * ALERTS * 2);
      assertThat(bodies.values()).allMatch(contents -> contents.size() == 1);
    }
  }

  private static Set<String> keys(Receiver receiver) {
    Set<String> keys = new HashSet<>();
    receiver.requests().forEach(r -> keys.add(r.id()));
    return keys;
  }

  private static Process indexer(Path config, Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.sightline.indexer.Main",
                    "--config",
                    config.toString()))
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "indexer.log")))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }
}
