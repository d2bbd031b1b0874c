package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@ExtendWith(KafkaExtension.class)
class MainTest {

  @Test
  void everyMistakeInTheConfigurationIsNamed(@TempDir Path folder) throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("bad.yaml"),
            "api: { port: 70000, hots: x }\nelasticsearch: { url: ftp://x }\n");
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true));
    int exit;
    try {
      exit = new CommandLine(new Main()).execute("--config", config.toString());
    } finally {
      System.setErr(before);
    }
    assertThat(exit).isEqualTo(2);
    assertThat(said.toString()).contains("api.port", "hots", "elasticsearch.url");
  }

  @Test
  void aPortInUseEndsTheProcess(LocalKafka kafka, @TempDir Path folder) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path config =
          Files.writeString(
              folder.resolve("taken.yaml"),
              """
              kafka: { bootstrap_servers: "%s", topic_prefix: "taken.", partitions: 1 }
              api: { port: %d }
              admin: { indexer: 0 }
              """
                  .formatted(kafka.bootstrapServers(), taken.getLocalPort()));
      assertThat(new CommandLine(new Main()).execute("--config", config.toString())).isEqualTo(1);
    }
  }
}
