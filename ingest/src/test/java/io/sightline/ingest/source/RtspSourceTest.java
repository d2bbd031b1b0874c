package io.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.config.CameraConfig;
import io.sightline.ingest.RtspScript;
import io.sightline.ingest.TestCamera;
import io.sightline.ingest.TestVideo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtspSourceTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** MPEG-4's start code of a picture. */
  private static final int PICTURE = 0xB6;

  @TempDir private Path folder;
  private final Watchdog watchdog = new Watchdog();

  @AfterEach
  void close() {
    watchdog.close();
  }

  /** As a camera whose next whole picture is 4 s away, and whose description has no size. */
  @ParameterizedTest
  @CsvSource({"H264, libopenh264, h264", "MP4V-ES, mpeg4, m4v"})
  void aSizeThatIsKnownLateIsAwaited(String name, String codec, String format) throws Exception {
    List<byte[]> video = units(codec, format);
    List<byte[]> units = new ArrayList<>(Collections.nCopies(40, later(video)));
    units.addAll(video);
    try (RtspScript camera = new RtspScript(name, units, 10);
        FrameSource source = open(camera, new SourceLimits(LIMIT, LIMIT, LIMIT))) {
      assertThat(source.next()).isTrue();
      assertThat(source.size()).isEqualTo(new PictureSize(160, 120));
    }
  }

  @Test
  void dataOfWhichNoPictureIsMadeAreBrokenOff() throws Exception {
    SourceLimits limits = new SourceLimits(LIMIT, Duration.ofSeconds(4), LIMIT);
    List<byte[]> units = List.of(later(units("mpeg4", "m4v")));
    try (RtspScript camera = new RtspScript("MP4V-ES", units, 10);
        FrameSource source = open(camera, limits)) {
      assertThat(source.size()).isEqualTo(new PictureSize(0, 0));
      assertThatThrownBy(source::next)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("no picture came for 4.0 s, although data did");
    }
  }

  @Test
  void takesLeaveAlsoWhenItWasToldToStop() throws Exception {
    try (RtspScript camera = new RtspScript("H264", units("libopenh264", "h264"), 10)) {
      try (FrameSource source = open(camera, new SourceLimits(LIMIT, LIMIT, LIMIT))) {
        assertThat(source.next()).isTrue();
        assertThat(camera.asked()).contains("PLAY").doesNotContain("TEARDOWN");
        watchdog.giveUp();
      }
      await().atMost(LIMIT).until(() -> camera.asked().contains("TEARDOWN"));
    }
  }

  private FrameSource open(RtspScript camera, SourceLimits limits) throws SourceException {
    CameraConfig config = TestCamera.live(camera.url(), 5).over(TestCamera.CAPTURE);
    return FrameSources.open(SourceKind.RTSP, config, watchdog, limits);
  }

  /** The first that needs one before it, and holds neither size nor whole picture. */
  private static byte[] later(List<byte[]> units) {
    return units.stream().filter(u -> (u[0] & 31) == 1 || isLater(u)).findFirst().orElseThrow();
  }

  private static boolean isLater(byte[] unit) {
    return unit[2] == 1 && unit[3] == (byte) PICTURE && (unit[4] & 0xC0) != 0;
  }

  /** H.264's units without their start codes, or MPEG-4's pictures, each with what lies before. */
  private List<byte[]> units(String codec, String format) throws Exception {
    Path file = TestVideo.write(folder.resolve("a." + format), codec, format, 160, 120, 10, 20);
    byte[] bytes = Files.readAllBytes(file);
    boolean whole = format.equals("m4v");
    List<byte[]> units = new ArrayList<>();
    int begin = -1;
    boolean pictured = false;
    for (int i = 0; i + 4 <= bytes.length; i++) {
      if (bytes[i] != 0 || bytes[i + 1] != 0 || bytes[i + 2] != 1) {
        continue;
      }
      if (begin >= 0 && (pictured || !whole)) {
        units.add(Arrays.copyOfRange(bytes, begin, end(bytes, i, whole)));
        begin = -1;
      }
      pictured = bytes[i + 3] == (byte) PICTURE;
      begin = begin >= 0 ? begin : whole ? i : i + 3;
    }
    units.add(Arrays.copyOfRange(bytes, begin, bytes.length));
    return units;
  }

  /** A start code of H.264 may have one more zero in front. */
  private static int end(byte[] bytes, int code, boolean whole) {
    return !whole && bytes[code - 1] == 0 ? code - 1 : code;
  }
}
