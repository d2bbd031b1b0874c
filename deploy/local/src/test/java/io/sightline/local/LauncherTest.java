package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is wrong with a command is said before anything is started. */
class LauncherTest {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @Test
  void mistakesAreNamed() throws Exception {
    assertThat(run("demo", "--models", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("has no detector");
    assertThat(run("demo", "--source", "nowhere.mp4", "--models", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("nowhere.mp4 does not exist");
    Path video = Files.writeString(folder.resolve("v.mp4"), "x");
    assertThat(run("demo", "--source", video.toString(), "--models", "nothere")).isEqualTo(1);
    assertThat(err.toString()).contains("nothere does not exist");
    assertThat(run("demo", "--source", video.toString(), "--models", folder.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("has no detector");
    assertThat(run("accuracy", "--verdicts")).isEqualTo(2);
    assertThat(err.toString()).contains("--verdicts needs --config");
    assertThat(run("accuracy", "--scenes", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("holds neither demo.json nor scenes.json");
    assertThat(run("demo", "--for", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("'soon' is no duration");
    assertThat(run("replay", "--config", "c.yaml", "--from", "noon", "--to", "now")).isEqualTo(2);
    assertThat(err.toString()).contains("'noon' is no time such as 2026-11-24T13:00");
    Path config = Files.writeString(folder.resolve("c.yaml"), "");
    String[] nothing = {
      "replay",
      "--config",
      config.toString(),
      "--data",
      folder + "/none",
      "--from",
      "2026-11-24T13:00",
      "--to",
      "2026-11-27T13:00:00+01:00"
    };
    assertThat(run(nothing)).isEqualTo(1);
    assertThat(err.toString()).contains("there are no data of ./sightline up at");
    nothing[nothing.length - 1] = "2026-11-21T13:00:00+01:00";
    assertThat(run(nothing)).isEqualTo(2);
    assertThat(err.toString()).contains("--from must be before --to");
    assertThat(run("replay", "--config", config.toString(), "--data", folder + "/none"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("needs --from=TIME and --to=TIME, or --clean");
    assertThat(run("demo", "--source", "")).isEqualTo(1);
    assertThat(err.toString()).contains("a source is empty");
    assertThat(run("models", "pull", "starter", "--from", folder + "/none")).isEqualTo(1);
    assertThat(err.toString()).contains("/none: NoSuchFile");
    assertThat(run("models", "pull", "everything")).isEqualTo(1);
    assertThat(err.toString()).contains("no set 'everything'");
  }

  /** Half a minute later the engines would have been told of it. */
  @Test
  void whatWouldBeFoundLateIsFoundBeforeEnginesStart() throws Exception {
    String[] demo = {"demo", "--models", "bundled"};
    assertThat(run(demo, "--enrol", "Ann=" + folder + "/none.jpg")).isEqualTo(1);
    assertThat(err.toString()).contains("none.jpg of Ann does not exist");
    assertThat(run(demo, "--enrol", "ann.jpg")).isEqualTo(2);
    assertThat(err.toString()).contains("'ann.jpg' is not NAME=PHOTO");
    assertThat(run(demo, "--report", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is a folder, and no file");
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(run(demo, "--report", file + "/r.json")).isEqualTo(1);
    assertThat(err.toString()).contains("report cannot be written to");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = String.valueOf(taken.getLocalPort());
      assertThat(run(demo, "--api-port", port)).isEqualTo(1);
      assertThat(err.toString()).contains("127.0.0.1:" + port).contains("set by --api-port");
      Path config = Files.writeString(folder.resolve("c.yaml"), "api: { port: " + port + " }");
      String data = folder.resolve("data").toString();
      assertThat(run("up", "--config", config.toString(), "--data", data)).isEqualTo(1);
      assertThat(err.toString()).contains("set by key api.port");
      Files.writeString(config, "recognition: { models: " + folder + " }");
      assertThat(run("up", "--config", config.toString(), "--data", data)).isEqualTo(1);
      assertThat(err.toString()).contains("has no detector");
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void whatKafkaRefusesIsToldWithItsReason() {
    Exception refused = new KafkaException("no consumer", new ConfigException("no such host"));
    assertThat(Launcher.message(refused)).isEqualTo("no consumer: no such host");
  }

  @Test
  void aConfigWithThreeMistakesNamesThemAll() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("c.yaml"), "kafak: {}\ncapture: { fps: -1 }\ncameras: { a: {} }");
    assertThat(run("up", "--config", config.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("3 problems")
        .contains("kafak: unknown key; did you mean 'kafka'?")
        .contains("capture.fps")
        .contains("cameras.a.url: is missing");
  }

  @Test
  void aSourceThatNoCameraHasIsAMistakeAndNotShown() {
    assertThatThrownBy(() -> Sources.camera("ftp://u:hunter2@host/x"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("ftp://***@host/***")
        .hasMessageContaining("must be rtsp://");
  }

  @Test
  void camerasAreNamedAfterTheirFiles() {
    assertThat(Sources.id("/x/Front door.mp4", Set.of())).isEqualTo("Front-door");
    assertThat(Sources.id("/x/pictures/.", Set.of())).isEqualTo("pictures");
    assertThat(Sources.id("/", Set.of())).isEqualTo("camera");
    assertThat(Sources.id("rtsp://u:p@host/s", Set.of("camera"))).isEqualTo("camera-2");
  }

  @Test
  void helpListsTheCommands() {
    assertThat(Launcher.commandLine().getUsageMessage())
        .contains("demo", "up", "replay", "models", "bench", "test");
  }

  private int run(String[] first, String... more) {
    return run(Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new));
  }

  private int run(String... args) {
    err.getBuffer().setLength(0);
    CommandLine command = Launcher.commandLine();
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }
}
