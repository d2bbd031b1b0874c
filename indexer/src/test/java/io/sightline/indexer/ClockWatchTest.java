package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

  private final ClockWatch watch = new ClockWatch();
  private long awake;

  @Test
  void aClockThatGoesIsBelieved() {
    for (int hour = 0; hour < 50; hour++) {
      assertThat(watch.doubts(T0.plus(Duration.ofHours(hour)))).isEmpty();
    }
    assertThat(watch.doubts(T0)).isEmpty();
  }

  @Test
  void oneThatJumpsIsBelievedWhenItIsBackOrSaysSoForADay() {
    Instant ahead = T0.plus(Duration.ofDays(40));
    assertThat(watch.doubts(T0)).isEmpty();
    assertThat(watch.doubts(ahead)).isPresent();
    assertThat(watch.doubts(ahead.plus(Duration.ofHours(1)))).isPresent();
    assertThat(watch.doubts(T0.plus(Duration.ofHours(2)))).isEmpty();
    assertThat(watch.doubts(ahead)).isPresent();
    for (int hour = 1; hour < 24; hour++) {
      assertThat(watch.doubts(ahead.plus(Duration.ofHours(hour)))).isPresent();
    }
    assertThat(watch.doubts(ahead.plus(Duration.ofHours(24)))).isEmpty();
  }

  @Test
  void aMachineThatSleepsAgainAndAgainIsBelievedEachDayThatItIsAwake() {
    List<Integer> believed = new ArrayList<>();
    for (int round = 0; round < 60; round++) {
      if (watch.doubts(T0.plus(Duration.ofDays(2L * round))).isEmpty()) {
        believed.add(round);
      }
    }
    assertThat(believed).containsExactly(0, 25, 50);
  }

  @Test
  void aDayAwakeIsEnough() {
    ClockWatch slow = new ClockWatch(() -> awake);
    assertThat(slow.doubts(T0)).isEmpty();
    assertThat(slow.doubts(T0.plus(Duration.ofDays(40)))).isPresent();
    awake += Duration.ofHours(23).toNanos();
    assertThat(slow.doubts(T0.plus(Duration.ofDays(41)))).isPresent();
    awake += Duration.ofHours(1).toNanos();
    assertThat(slow.doubts(T0.plus(Duration.ofDays(44)))).isEmpty();
  }
}
