package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  @Test
  void aFileBeginsWhenItIsOpenedAndRunsByItsOwnTime() {
    CaptureClock clock = new CaptureClock(false);
    assertThat(clock.capturedAt(0, START)).isEqualTo(START);
    assertThat(clock.capturedAt(40_000_000, START.plusMillis(1))).isEqualTo(START.plusMillis(40));
  }

  @Test
  void aFilePlayedAgainGoesOnWhereItEnded() {
    CaptureClock clock = new CaptureClock(false);
    clock.capturedAt(0, START);
    clock.capturedAt(SECOND, START);
    assertThat(clock.reopened(Duration.ZERO, START)).isZero();
    assertThat(clock.capturedAt(0, START.plusMillis(5))).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void aFileThatIsPlayedFastEndsWhenItIsOpened() {
    CaptureClock clock = new CaptureClock(false);
    assertThat(clock.reopened(Duration.ofSeconds(3600), START)).isZero();
    assertThat(clock.capturedAt(0, START)).isEqualTo(START.minusSeconds(3600));
    Instant later = START.plusMillis(50);
    assertThat(clock.capturedAt(3599 * SECOND, later)).isEqualTo(START.minusSeconds(1));
  }

  @Test
  void aFileThatIsPlayedFastAgainWaitsUntilItsRoundFitsThePast() {
    Duration length = Duration.ofSeconds(20);
    CaptureClock clock = new CaptureClock(false);
    clock.reopened(length, START);
    for (int second = 0; second < 20; second++) {
      clock.capturedAt(second * SECOND, START);
    }
    Instant played = START.plusSeconds(2);
    assertThat(clock.reopened(length, played)).isEqualTo(Duration.ofSeconds(18));
    Instant waited = START.plusSeconds(20);
    assertThat(clock.capturedAt(0, waited)).isEqualTo(START);
    assertThat(clock.capturedAt(19 * SECOND, waited)).isEqualTo(START.plusSeconds(19));
  }

  @Test
  void aFastFileUnderWhichTheClockIsSetBackGoesOnInThePast() {
    CaptureClock clock = new CaptureClock(false);
    clock.reopened(Duration.ofSeconds(20), START);
    clock.capturedAt(0, START);
    Instant back = START.minusSeconds(3600);
    assertThat(clock.capturedAt(5 * SECOND, back)).isEqualTo(back.minusSeconds(15));
  }

  @Test
  void aLivePictureIsNeverYoungerThanItsArrivalAndBurstsAreSpreadOut() {
    CaptureClock clock = new CaptureClock(true);
    clock.capturedAt(0, START);
    clock.capturedAt(SECOND, START.plusSeconds(1));
    Instant late = clock.capturedAt(2 * SECOND, START.plusMillis(2900));
    Instant burst = clock.capturedAt(SECOND * 5 / 2, START.plusMillis(2901));
    assertThat(late).isBetween(START.plusSeconds(2), START.plusMillis(2010));
    assertThat(Duration.between(late, burst))
        .isBetween(Duration.ofMillis(490), Duration.ofMillis(510));
  }

  @Test
  void aSlowCameraClockIsFollowed() {
    CaptureClock clock = new CaptureClock(true);
    Instant at = null;
    Instant arrival = null;
    for (int i = 0; i < 100_000; i++) {
      arrival = START.plusNanos(i * SECOND);
      at = clock.capturedAt((long) (i * SECOND * 0.9999), arrival);
    }
    assertThat(Duration.between(at, arrival)).isLessThan(Duration.ofMillis(100));
  }

  /** Six seconds of pictures at once, every six seconds. */
  @Test
  void aPlaylistsPicturesKeepTheirDistances() {
    CaptureClock clock = new CaptureClock(true);
    Instant last = null;
    for (int segment = 0; segment < 20; segment++) {
      Instant arrival = START.plusSeconds(6L * segment);
      for (int picture = 0; picture < 150; picture++) {
        Instant at = clock.capturedAt(segment * 6 * SECOND + picture * SECOND / 25, arrival);
        if (segment > 1) {
          assertThat(Duration.between(last, at).toMillis()).isBetween(30L, 50L);
        }
        last = at;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClockSetBackIsANewBeginning(boolean live) {
    CaptureClock clock = new CaptureClock(live);
    clock.capturedAt(0, START);
    clock.capturedAt(SECOND, START.plusSeconds(1));
    Instant back = START.minusSeconds(3600);
    assertThat(clock.capturedAt(2 * SECOND, back)).isEqualTo(back);
    assertThat(clock.capturedAt(3 * SECOND, back.plusSeconds(1)))
        .isBetween(back.plusMillis(999), back.plusMillis(1001));
  }

  @Test
  void aJumpIsANewBeginningAndTimeNeverGoesBack() {
    CaptureClock clock = new CaptureClock(true);
    Instant first = clock.capturedAt(100 * SECOND, START);
    Instant second = clock.capturedAt(0, START.plusMillis(40));
    assertThat(second).isEqualTo(START.plusMillis(40)).isAfter(first);
    Instant third = clock.capturedAt(1000 * SECOND, START.plusMillis(80));
    assertThat(third).isEqualTo(START.plusMillis(80));
    assertThat(clock.capturedAt(1000 * SECOND, START.plusMillis(80))).isAfter(third);
  }
}
