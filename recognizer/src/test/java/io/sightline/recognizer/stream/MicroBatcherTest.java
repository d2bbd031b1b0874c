package io.sightline.recognizer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On a clock of its own: times are milliseconds since some moment. */
class MicroBatcherTest {
  private static final long MS = 1_000_000;

  private final MicroBatcher<String> batcher = batcher(4, 2);

  private static MicroBatcher<String> batcher(int max, int busy) {
    return new MicroBatcher<>(
        new MicroBatcher.Limits(max, busy, Duration.ofMillis(20), Duration.ofSeconds(2)),
        camera -> !camera.startsWith("file"));
  }

  @Test
  void aBatchIsDueWhenItIsEnough() {
    assertThat(batcher.untilDue(0)).isEqualTo(Long.MAX_VALUE);
    add("a", "a0", 0);
    assertThat(batcher.due(0)).isFalse();
    add("b", "b0", 0);
    assertThat(batcher.due(0)).isTrue();
  }

  @Test
  void aBatchIsDueWhenItsOldestFrameHasWaited() {
    add("a", "a0", 0);
    assertThat(batcher.untilDue(15 * MS)).isEqualTo(5 * MS);
    assertThat(batcher.due(20 * MS)).isTrue();
    batcher.take();
    assertThat(batcher.due(20 * MS)).isFalse();
  }

  @Test
  void camerasTakeTurnsAndKeepTheirOrder() {
    add("hog", "h0 h1 h2 h3 h4 h5", 0);
    add("b", "b0 b1", 1);
    add("c", "c0", 2);
    assertThat(batcher.take()).containsExactly("h0", "b0", "c0", "h1");
    add("d", "d0", 3);
    assertThat(batcher.take()).containsExactly("b1", "h2", "d0", "h3");
    assertThat(batcher.take()).containsExactly("h4", "h5");
    assertThat(batcher.take()).isEmpty();
    add("hog", "h6 h7", 4);
    add("c", "c1", 4);
    add("b", "b2", 4);
    assertThat(batcher.take()).as("who was served longest ago").startsWith("c1", "b2", "h6");
  }

  @Test
  void aBurstWithinTheBudgetIsKeptWhole() {
    add("a", "a0 a1 a2 a3 a4 a5", 0);
    assertThat(batcher.shed(2000 * MS)).isEmpty();
  }

  @Test
  void aCameraThatIsBehindKeepsItsNewest() {
    add("a", "a0 a1 a2 a3", 0);
    add("b", "b0 b1 b2", 1500);
    assertThat(batcher.shed(2001 * MS)).containsExactly("a0", "a1", "a2");
    assertThat(batcher.take()).containsExactly("a3", "b0", "b1", "b2");
  }

  @Test
  void theNewestIsNeverShedHoweverLate() {
    add("a", "a0", 0);
    assertThat(batcher.shed(60_000 * MS)).isEmpty();
    assertThat(batcher.take()).containsExactly("a0");
  }

  @Test
  void oneCameraAloneKeepsTheEngineBusy() {
    add("a", "a0 a1 a2 a3", 0);
    assertThat(batcher.shed(2001 * MS)).containsExactly("a0", "a1");
    assertThat(batcher.take()).containsExactly("a2", "a3");
  }

  @Test
  void onceBehindACameraStaysFreshUntilItHasCaughtUp() {
    add("a", "a0 a1 a2 a3", 0);
    batcher.shed(2001 * MS);
    batcher.take();
    add("a", "a4 a5 a6", 2100);
    assertThat(batcher.shed(2150 * MS)).containsExactly("a4");
    batcher.take();
    add("a", "a7 a8", 3000);
    assertThat(batcher.shed(3050 * MS)).isEmpty();
    batcher.take();
    add("a", "a9 a10 a11 a12", 4200);
    assertThat(batcher.shed(4250 * MS)).isEmpty();
  }

  @Test
  void whatIsNotLiveIsNeverShed() {
    add("file", "f0 f1 f2 f3 f4", 0);
    assertThat(batcher.shed(60_000 * MS)).isEmpty();
  }

  @Test
  void framesCanBeForgotten() {
    add("a", "a0 a1", 0);
    add("b", "b0", 0);
    batcher.removeIf(frame -> frame.startsWith("a") || frame.equals("b0"));
    assertThat(batcher.untilDue(0)).isEqualTo(Long.MAX_VALUE);
    add("b", "b1", 0);
    assertThat(batcher.due(0)).isFalse();
    assertThat(batcher.take()).containsExactly("b1");
  }

  private void add(String camera, String frames, long atMs) {
    for (String frame : List.of(frames.split(" "))) {
      batcher.add(camera, frame, atMs * MS, atMs * MS);
    }
  }
}
