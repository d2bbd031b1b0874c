package io.sightline.trainer.synthetic.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.TrainerMain;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.synthetic.PersonTruth;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScenesCommandTest {
  private static final int FRAMES = 6;
  @TempDir private Path temp;
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine line = TrainerMain.commandLine();
    line.setErr(new PrintWriter(err)).setOut(new PrintWriter(new StringWriter()));
    List<String> all = new ArrayList<>(List.of("render", "scenes"));
    all.addAll(List.of(args));
    return line.execute(all.toArray(String[]::new));
  }

  private Path tiny(String name, int seed) {
    Path out = temp.resolve(name);
    int code =
        run(
            "--cameras=2",
            "--seconds=1",
            "--fps=" + FRAMES,
            "--size=320x180",
            "--people=6",
            "--place=corridor",
            "--out=" + out,
            "--seed=" + seed);
    assertThat(code).as(err.toString()).isZero();
    return out;
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherOneDoesNot() throws Exception {
    Path one = tiny("one", 1);
    Path again = tiny("again", 1);
    Path other = tiny("other", 2);
    for (String name : List.of("camera-1.mp4", "camera-2.mp4", "camera-1.jsonl", "scenes.json")) {
      assertThat(one.resolve(name)).hasSameBinaryContentAs(again.resolve(name));
    }
    assertThat(Files.readAllBytes(one.resolve("camera-1.mp4")))
        .isNotEqualTo(Files.readAllBytes(other.resolve("camera-1.mp4")));
    playsInBrowsers(one.resolve("camera-1.mp4"));
    List<PersonTruth> truth = new ArrayList<>();
    for (String camera : List.of("camera-1.jsonl", "camera-2.jsonl")) {
      for (String line : Files.readAllLines(one.resolve(camera))) {
        truth.add(PersonTruth.parse(line));
      }
    }
    assertThat(truth).isNotEmpty();
    assertThat(truth).allMatch(t -> t.frame() >= 0 && t.frame() < FRAMES && t.identity() <= 6);
  }

  private static void playsInBrowsers(Path file) throws Exception {
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(bytes.indexOf("moov"))
        .as("index before the pictures")
        .isLessThan(bytes.indexOf("mdat"));
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.start();
      assertThat(grabber.getVideoCodec()).isEqualTo(avcodec.AV_CODEC_ID_H264);
      assertThat(grabber.getPixelFormat()).isNotEqualTo(avutil.AV_PIX_FMT_NONE);
      assertThat(grabber.getImageWidth()).isEqualTo(320);
      int n = 0;
      while (grabber.grabImage() != null) {
        n++;
      }
      assertThat(n).isEqualTo(FRAMES);
    }
  }

  @Test
  void picturesLeftOutLeaveAGap() throws Exception {
    Path file = temp.resolve("gap.mp4");
    try (VideoWriter video = new VideoWriter(file, 64, 64, 10)) {
      for (int i : new int[] {0, 1, 2, 30, 31}) {
        byte[] rgb = new byte[3 * 64 * 64];
        Arrays.fill(rgb, (byte) (8 * i));
        video.write(i, new Picture(64, 64, rgb));
      }
    }
    List<Long> times = new ArrayList<>();
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.start();
      while (grabber.grabImage() != null) {
        times.add(grabber.getTimestamp() / 1000);
      }
    }
    assertThat(times).containsExactly(0L, 100L, 200L, 3000L, 3100L);
  }

  @Test
  void saysWhatIsWrongWithAnOption() {
    assertThat(run("--cameras=0", "--seconds=1", "--out=" + temp)).isEqualTo(2);
    assertThat(run("--cameras=1", "--seconds=1", "--size=321x180", "--out=" + temp)).isEqualTo(2);
    assertThat(err.toString()).contains("--cameras is 1 to 32, not 0").contains("even sides");
  }
}
