package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else takes a port after it was chosen, and before the engine listens on it. */
class TakenPortTest {
  @TempDir private Path folder;
  private ServerSocket taken;
  private int free;
  private Queue<Integer> ports;

  @BeforeEach
  void take() throws Exception {
    taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    free = Ports.choose(0, "a test");
    ports = new ArrayDeque<>(List.of(taken.getLocalPort(), free));
  }

  @AfterEach
  void giveBack() throws Exception {
    taken.close();
  }

  @Test
  void kafkaIsStartedOnAnother() throws Exception {
    EngineOptions options = EngineOptions.forTests(256).withDataFolder(folder);
    try (LocalKafka kafka = LocalKafka.start(options, ports::remove)) {
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + free);
      Records.send(kafka.bootstrapServers(), "first", "hello");
      assertThat(Records.read(kafka.bootstrapServers(), "first")).containsExactly("hello");
    }
  }

  /** Untold, as in all other tests, it takes one by itself. */
  @Test
  void elasticsearchTakesTheOneThatItIsTold() throws Exception {
    EngineOptions options = EngineOptions.forTests(384).withDataFolder(folder).withPort(free);
    try (LocalElasticsearch node = LocalElasticsearch.start(options)) {
      assertThat(node.url()).isEqualTo("http://127.0.0.1:" + free);
      assertThat(Files.readString(folder.resolve("config/elasticsearch.yml")))
          .contains("transport.port: \"0\"");
    }
  }

  @Test
  void onlyATakenPortIsAReasonAndNotForEver() throws Exception {
    EngineException inUse = new EngineException("Kafka ended: Address already in use");
    IntSupplier more = () -> free;
    int[] starts = new int[1];
    assertThatThrownBy(() -> Ports.use(1, more, port -> failing(starts, inUse))).isSameAs(inUse);
    assertThat(starts[0]).isEqualTo(3);

    EngineException other = new EngineException("Kafka ended: no such setting");
    assertThatThrownBy(() -> Ports.use(1, more, port -> failing(starts, other))).isSameAs(other);
    assertThat(starts[0]).isEqualTo(4);

    // One that was asked for, and is in use now, is no other's.
    IntSupplier wanted = () -> Ports.choose(taken.getLocalPort(), "Kafka");
    assertThatThrownBy(() -> Ports.use(1, wanted, port -> failing(starts, inUse)))
        .hasMessageContaining("port " + taken.getLocalPort() + " for Kafka");
    assertThat(starts[0]).isEqualTo(5);
  }

  private static Object failing(int[] starts, EngineException failure) {
    starts[0]++;
    throw failure;
  }
}
