package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else takes a port after it was chosen, and before the engine listens on it. */
@ExtendWith(KafkaExtension.class)
class TakenPortTest {
  @TempDir private Path folder;
  private ServerSocket taken;

  @BeforeEach
  void take() throws Exception {
    taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void giveBack() throws Exception {
    taken.close();
  }

  @Test
  void kafkaIsStartedOnAnother() throws Exception {
    EngineOptions options = EngineOptions.forTests(256).withDataFolder(folder);
    Iterator<Integer> ports =
        Stream.iterate(taken.getLocalPort(), last -> Ports.choose(0, "a test")).iterator();
    try (LocalKafka kafka = LocalKafka.start(options, ports::next)) {
      assertThat(kafka.bootstrapServers()).doesNotEndWith(":" + taken.getLocalPort());
      Records.send(kafka.bootstrapServers(), "first", "hello");
      assertThat(Records.read(kafka.bootstrapServers(), "first")).containsExactly("hello");
    }
  }

  /** It would answer in its place. */
  @Test
  void anotherKafkaThereIsNotTakenForIt(LocalKafka other) {
    int theirs = Integer.parseInt(other.bootstrapServers().replaceAll(".*:", ""));
    Iterator<Integer> ports = Stream.iterate(theirs, last -> Ports.choose(0, "a test")).iterator();
    EngineOptions options = EngineOptions.forTests(256).withDataFolder(folder);
    try (LocalKafka kafka = LocalKafka.start(options, ports::next)) {
      assertThat(kafka.bootstrapServers()).isNotEqualTo(other.bootstrapServers());
    }
  }

  @Test
  void onlyATakenPortIsAReasonAndNotForEver() throws Exception {
    EngineException inUse = new EngineException("Kafka ended: Address already in use");
    IntSupplier more = () -> 2;
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
