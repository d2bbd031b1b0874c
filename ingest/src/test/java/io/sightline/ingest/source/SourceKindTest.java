package io.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.contract.config.CameraUrl;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceKindTest {
  @TempDir private Path folder;

  @Test
  void decidesByTheAddress() throws Exception {
    assertThat(of("RTSPS://cam/live")).isEqualTo(SourceKind.RTSP);
    assertThat(of("https://cam/live")).isEqualTo(SourceKind.HTTP);
    assertThat(of("/dev/video7")).isEqualTo(SourceKind.DEVICE);
    assertThat(of(folder.toString())).isEqualTo(SourceKind.FOLDER);
    assertThat(of(Files.createFile(folder.resolve("a.mp4")).toString())).isEqualTo(SourceKind.FILE);
  }

  @Test
  void aDeviceIsOneUnderNamesThatStayToo() throws Exception {
    assertThat(of("/dev/v4l/by-id/usb-unplugged")).isEqualTo(SourceKind.DEVICE);
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));
    Path link = Files.createSymbolicLink(folder.resolve("door"), device);
    assertThat(of(link.toString())).isEqualTo(SourceKind.DEVICE);
    Files.delete(link);
  }

  private static SourceKind of(String url) throws SourceException {
    return SourceKind.of(new CameraUrl(url));
  }
}
