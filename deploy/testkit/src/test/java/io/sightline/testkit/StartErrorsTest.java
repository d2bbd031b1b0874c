package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartErrorsTest {
  private static final EngineOptions QUICK = EngineOptions.forTests(256);

  @TempDir private Path folder;

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      EngineOptions options = QUICK.withPort(taken.getLocalPort());
      String complaint = "port " + taken.getLocalPort() + " for ";
      refused(() -> LocalKafka.start(options), complaint + "Kafka", "in use");
      refused(() -> LocalElasticsearch.start(options), complaint + "Elasticsearch", "in use");
    }
  }

  @Test
  void aMissingEngineIsNamed() {
    System.setProperty("sightline.engines", folder.toString());
    try {
      refused(() -> LocalKafka.start(QUICK), folder.resolve("kafka-").toString(), "missing");
      refused(() -> LocalElasticsearch.start(QUICK), folder.resolve("elasticsearch-").toString());
    } finally {
      System.clearProperty("sightline.engines");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    EngineOptions options = QUICK.withDataFolder(file.resolve("data"));
    refused(() -> LocalKafka.start(options), file.toString(), "cannot be written to");
    refused(() -> LocalElasticsearch.start(options), file.toString(), "cannot be written to");
  }

  @Test
  void aFolderInUseIsNamed() throws Exception {
    EngineOptions options = QUICK.withDataFolder(folder);
    try (EngineFolder held = EngineFolder.open("Kafka", options, ".lock")) {
      refused(() -> LocalKafka.start(options), held.root().toString(), "is in use");
    }
  }

  @Test
  void kafkasOwnComplaintIsShown() {
    EngineOptions options = QUICK.withDataFolder(folder).withSetting("process.roles", "juggler");
    refused(() -> LocalKafka.start(options), "juggler", "exit code", "kafka.log");
  }

  @Test
  void elasticsearchsOwnComplaintIsShown() {
    EngineOptions options = QUICK.withDataFolder(folder).withSetting("no.such", "1");
    refused(() -> LocalElasticsearch.start(options), "no.such", "exit code", "elasticsearch.log");
  }

  @Test
  void anUnfitJavaHomeIsNamed() {
    EngineOptions options = QUICK.withDataFolder(folder).withJavaHome(folder.resolve("jdk"));
    String java = folder.resolve("jdk/bin/java").toString();
    refused(() -> LocalKafka.start(options), java);
    refused(() -> LocalElasticsearch.start(options), java);
  }

  private static void refused(ThrowingCallable start, String... named) {
    assertThatThrownBy(start)
        .isInstanceOf(EngineException.class)
        .satisfies(e -> Stream.of(named).forEach(n -> assertThat(e).hasMessageContaining(n)));
  }
}
