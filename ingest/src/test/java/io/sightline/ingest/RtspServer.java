package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** GStreamer's RTSP server in a process of its own, on the loopback interface. */
final class RtspServer implements AutoCloseable {
  /** Debian's own: the modules it needs are not installed for any other. */
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private static final int MISSING = 3;
  private static final String PACKAGES =
      "python3-gi, gir1.2-gst-rtsp-server-1.0, gstreamer1.0-plugins-base,"
          + " gstreamer1.0-plugins-good, gstreamer1.0-plugins-ugly";

  private final Process process;

  /** Returns when it listens; skips the test when the machine has no such server. */
  RtspServer(Path folder, int port) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON + "; needs Debian's " + PACKAGES);
    Path script = folder.resolve("rtsp_server.py");
    if (!Files.exists(script)) {
      try (InputStream in = RtspServer.class.getResourceAsStream("rtsp_server.py")) {
        Files.copy(in, script);
      }
    }
    process =
        new ProcessBuilder(PYTHON.toString(), script.toString(), String.valueOf(port))
            .redirectError(folder.resolve("rtsp_server.log").toFile())
            .start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (!"ready".equals(line)) {
      int code = process.waitFor();
      assumeTrue(code != MISSING, line + "; needs Debian's " + PACKAGES);
      assertThat(line).as("the RTSP server's first words").isEqualTo("ready");
    }
  }

  /** Gone in an instant, as when the power fails. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
