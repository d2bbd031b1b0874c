package io.sightline.local.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.face.FaceBox;
import io.sightline.local.score.PlayedClip.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which frame of a clip was seen when, and what is true of it. */
class PlayedClipTest {
  private static final Instant T = Instant.parse("2026-01-01T10:00:00Z");

  private static Instant after(double seconds) {
    return T.plusNanos(Math.round(seconds * 1e9));
  }

  @Test
  void aClipPlayedAgainBeginsWithItsFirstFrame() {
    ClipTruth clip = new ClipTruth(4, 8, Map.of());
    List<Instant> times =
        List.of(after(0), after(0.25), after(1.75), after(2.05), after(2.55), after(4.05));
    PlayedClip played = PlayedClip.of(clip, times);
    assertThat(played.at(after(0.25))).contains(new Place(0, 1));
    assertThat(played.at(after(1.75))).contains(new Place(0, 7));
    assertThat(played.at(after(2.05))).contains(new Place(1, 0));
    assertThat(played.at(after(2.55))).contains(new Place(1, 2));
    assertThat(played.at(after(4.05))).contains(new Place(2, 0));
    assertThat(played.at(after(0.5))).isEmpty();
  }

  @Test
  void aFrameOffTheGridIsNoneOfTheClips() {
    ClipTruth clip = new ClipTruth(4, 8, Map.of());
    PlayedClip played = PlayedClip.of(clip, List.of(after(0), after(0.36), after(0.5)));
    assertThat(played.at(after(0.36))).isEmpty();
    assertThat(played.at(after(0.5))).contains(new Place(0, 2));
  }

  @Test
  void truthIsReadAndAMistakeInItIsNamed(@TempDir Path folder) throws Exception {
    String line =
        """
        {"frame":3,"identity":7,"track":2,"box":{"x":1,"y":2,"width":30,"height":40},"visibility":0.5,\
        "yaw":-5,"pitch":24,"mask":"UNDER_NOSE"}
        """;
    Path file = Files.writeString(folder.resolve("t.jsonl"), line);
    ClipTruth clip = ClipTruth.read("set-", 6, 240, file);
    assertThat(clip.faces(3))
        .containsExactly(
            new TruthFace(
                3, "set-7", 2, new FaceBox(1, 2, 30, 40), 0.5, -5, 24, TruthFace.Mask.UNDER_NOSE));
    assertThat(clip.faces(4)).isEmpty();
    Files.writeString(file, line + line.replace("UNDER_NOSE", "TORN"));
    Assertions.assertThatThrownBy(() -> ClipTruth.read("", 6, 240, file))
        .hasMessageContaining("t.jsonl, line 2");
  }

  @Test
  void percentilesAreTimesThatWereSeen() {
    List<Duration> times = List.of(Duration.ofMillis(30), Duration.ofMillis(10));
    assertThat(Percentiles.of(times)).isEqualTo(Map.of("p50", 10.0, "p95", 30.0, "p99", 30.0));
    assertThat(Percentiles.of(List.of())).isEmpty();
  }
}
