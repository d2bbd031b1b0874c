package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sightline.testkit.Ports;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * A real MQTT broker, of Debian's package mosquitto; a test that wants it skips where there is
 * none.
 */
final class Mosquitto implements AutoCloseable {
  private final Process process;
  private final int port;

  Mosquitto(Path folder) throws IOException {
    Path program =
        Stream.of(
                "/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElseGet(() -> abort("there is no mosquitto: apt-get install mosquitto"));
    port = Ports.choose(0, "Mosquitto");
    Path config =
        Files.writeString(
            folder.resolve("mosquitto.conf"),
            "listener "
                + port
                + " 127.0.0.1\nallow_anonymous true\npersistence false\nuser root\n");
    File log = folder.resolve("mosquitto.log").toFile();
    process =
        new ProcessBuilder(program.toString(), "-c", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    // On the port there may be another's.
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !process.isAlive() || contentOf(log).contains(" running"));
    assertThat(process.isAlive()).as(() -> contentOf(log)).isTrue();
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
