package io.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.CaptureConfig;
import io.sightline.ingest.TestCamera;
import io.sightline.ingest.TestVideo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoFileTest {
  @TempDir private Path folder;
  private final Watchdog watchdog = new Watchdog();

  @AfterEach
  void close() {
    watchdog.close();
  }

  /** Where there is a hardware decoder it must give the same; where there is none, too. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void givesEveryPictureInOrderWithItsTime(boolean hardware) throws Exception {
    Path file = TestVideo.mp4(folder.resolve("a.mp4"), 320, 180, 25, 60);
    List<Integer> numbers = new ArrayList<>();
    try (FrameSource source = open(file, hardware)) {
      while (source.next()) {
        assertThat(source.position()).isCloseTo(numbers.size() * 40_000_000L, within(2_000_000L));
        numbers.add(TestVideo.number(source.picture(1920)));
      }
      assertThat(source.size()).isEqualTo(new PictureSize(320, 180));
      assertThat(source.fps()).isEqualTo(25f);
      assertThat(source.length().toMillis()).isCloseTo(2400, within(50L));
    }
    assertThat(numbers).hasSize(60).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void coloursAndSizesAreRight() throws Exception {
    Path file = TestVideo.mp4(folder.resolve("a.mp4"), 330, 186, 25, 3);
    try (FrameSource source = open(file)) {
      source.next();
      Mat whole = source.picture(8192);
      assertThat(whole.cols()).isEqualTo(330);
      int[] red = TestVideo.pixel(whole, 20, 20);
      assertThat(red[0]).isLessThan(25);
      assertThat(red[1]).isLessThan(25);
      assertThat(red[2]).isCloseTo(200, within(20));
      Mat scaled = source.picture(165);
      assertThat(scaled.cols()).isEqualTo(165);
      assertThat(scaled.rows()).isEqualTo(93);
      assertThat(TestVideo.pixel(scaled, 20, 20)[2]).isCloseTo(200, within(20));
      Mat grey = source.thumbnail(160);
      assertThat(grey.channels()).isEqualTo(1);
      assertThat(grey.cols()).isEqualTo(160);
    }
  }

  @Test
  void aVideoFilmedSidewaysStandsUpright() throws Exception {
    Path file = TestVideo.lying(folder.resolve("lying.mp4"), 320, 180, -90);
    try (FrameSource source = open(file)) {
      source.next();
      assertThat(source.size()).isEqualTo(new PictureSize(180, 320));
      Mat upright = source.picture(1000);
      assertThat(upright.cols()).isEqualTo(180);
      // The red upper half has turned clockwise: it is on the right.
      assertThat(TestVideo.pixel(upright, 150, 160)[2]).isGreaterThan(170);
      assertThat(TestVideo.pixel(upright, 30, 160)[2]).isLessThan(60);
    }
  }

  /** As recorders film that squeeze pictures to half their width. */
  @Test
  void squeezedPicturesAreStretched() throws Exception {
    Path file = TestVideo.squeezed(folder.resolve("squeezed.mp4"), 160, 180, 2);
    try (FrameSource source = open(file)) {
      source.next();
      assertThat(source.size()).isEqualTo(new PictureSize(320, 180));
      Mat picture = source.picture(1000);
      assertThat(picture.cols()).isEqualTo(320);
      assertThat(picture.rows()).isEqualTo(180);
      assertThat(TestVideo.number(picture)).isZero();
      Mat grey = source.thumbnail(160);
      assertThat(grey.cols()).isEqualTo(160);
      assertThat(grey.rows()).isEqualTo(90);
    }
  }

  @Test
  void aPixelsShapeThatCannotBeIsTakenAsSquare() {
    PictureSize size = new PictureSize(704, 288);
    assertThat(size.square(0.5)).isEqualTo(new PictureSize(704, 576));
    assertThat(size.square(16 / 15.0)).isEqualTo(new PictureSize(751, 288));
    for (double aspect : new double[] {0, 1, 1.001, 5, 0.1, Double.NaN, -1}) {
      assertThat(size.square(aspect)).isEqualTo(size);
    }
  }

  @Test
  void aCutFileGivesWhatItHoldsAndSaysSo() throws Exception {
    Path file = TestVideo.mp4(folder.resolve("a.mp4"), 320, 180, 25, 150);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    List<String> complaints = new ArrayList<>();
    int pictures = 0;
    try (FrameSource source = open(file)) {
      boolean more = true;
      while (more) {
        try {
          more = source.next();
          pictures += more ? 1 : 0;
        } catch (UnusablePictureException e) {
          complaints.add(e.getMessage());
        }
      }
    }
    assertThat(pictures).isBetween(30, 140);
    assertThat(complaints.get(complaints.size() - 1)).contains("cut short").contains("of 6.0 s");
  }

  /** FFmpeg fills in what it cannot read, and gives the picture as if it were one. */
  @Test
  void aPictureOfWhichPartsAreGuessedIsNone() throws Exception {
    byte[] whole = Files.readAllBytes(TestVideo.mp4(folder.resolve("whole.mp4"), 320, 180, 25, 50));
    List<String> complaints = new ArrayList<>();
    int pictures = 0;
    for (int place = 1; place < 20; place++) {
      byte[] bytes = whole.clone();
      bytes[bytes.length / 2 + bytes.length / 2 * place / 20] ^= 0x10;
      try (FrameSource source = open(Files.write(folder.resolve("a.mp4"), bytes))) {
        for (boolean more = true; more; ) {
          try {
            more = source.next();
            pictures += more ? 1 : 0;
          } catch (UnusablePictureException e) {
            complaints.add(e.getMessage());
          }
        }
      }
    }
    assertThat(complaints).anyMatch(c -> c.contains("parts of a picture are missing"));
    assertThat(pictures).isBetween(19 * 25, 19 * 50 - complaints.size());
  }

  @Test
  void damagedDataNeverEndIt() throws Exception {
    Path file = TestVideo.write(folder.resolve("a.avi"), "mpeg4", "avi", 320, 180, 25, 100);
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(11);
    for (int i = 0; i < 2000; i++) {
      bytes[8000 + random.nextInt(bytes.length - 16_000)] = (byte) random.nextInt();
    }
    Files.write(file, bytes);
    int pictures = 0;
    try (FrameSource source = open(file)) {
      for (int i = 0; i < 1000; i++) {
        try {
          if (!source.next()) {
            break;
          }
          source.picture(320);
          pictures++;
        } catch (UnusablePictureException e) {
          assertThat(e.getMessage()).isNotBlank();
        }
      }
    }
    assertThat(pictures).isPositive();
  }

  @Test
  void whatIsNoVideoIsRefusedWithTheReason() throws Exception {
    Path text = Files.writeString(folder.resolve("text.mp4"), "this is a text\n".repeat(500));
    Path empty = Files.write(folder.resolve("empty.mp4"), new byte[0]);
    assertThatThrownBy(() -> open(text))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("cannot be opened");
    assertThatThrownBy(() -> open(empty)).isInstanceOf(SourceException.class);
    assertThatThrownBy(() -> open(folder.resolve("none.mp4")))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no such file");
  }

  @Test
  void aPictureTooLargeIsRefusedBeforeItIsDecoded() throws Exception {
    Path file = TestVideo.write(folder.resolve("wide.avi"), "mjpeg", "avi", 20_000, 16, 5, 2);
    assertThatThrownBy(() -> open(file))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("20000x16")
        .hasMessageContaining("8192");
  }

  private FrameSource open(Path file) throws SourceException {
    return open(file, false);
  }

  private FrameSource open(Path file, boolean hardware) throws SourceException {
    CaptureConfig capture = new CaptureConfig(null, null, null, hardware, null);
    CameraConfig camera = TestCamera.fast(file, 5).over(capture);
    return FrameSources.open(SourceKind.of(camera.url()), camera, watchdog, SourceLimits.DEFAULT);
  }
}
