package io.sightline.local.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.wire.MaskState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Whose walk a sighting tells of. */
class ToldTest {
  private final Script script = Script.both();

  @Test
  void mostShotsDecide() {
    shot(1, Script.ANN);
    shot(2, Script.ANN);
    shot(3, Script.BOB);
    assertThat(person()).isEqualTo("ann");
  }

  @Test
  void theLastShotDecidesBetweenEquals() {
    shot(1, Script.ANN);
    shot(2, Script.BOB);
    shot(3, Script.BOB);
    shot(4, Script.ANN);
    shot(5, Script.NOBODY);
    assertThat(person()).isEqualTo("ann");
  }

  @Test
  void aShotThatComesAgainIsTheLastOne() {
    shot(1, Script.ANN);
    shot(2, Script.BOB);
    shot(1, Script.ANN);
    assertThat(person()).isEqualTo("ann");
  }

  /** A version whose best shot is in this frame. */
  private void shot(int frame, FaceBox box) {
    script.sighting("s", 0, frame, box, "", MaskState.BARE, frame);
  }

  private String person() {
    List<Instant> times = IntStream.range(0, Script.LENGTH).mapToObj(Script::at).toList();
    ClipTruth truth = new ClipTruth(Script.FPS, Script.LENGTH, script.truth);
    Playback playback = new Playback(Map.of(Script.CAMERA, truth), Map.of(Script.CAMERA, times));
    return Told.of(script.sightings, playback).get(0).walk().orElseThrow().person();
  }
}
