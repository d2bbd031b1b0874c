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
    assertThat(at(clock, 0, START)).isEqualTo(START);
    assertThat(at(clock, 40_000_000, START.plusMillis(1))).isEqualTo(START.plusMillis(40));
  }

  @Test
  void aFilePlayedAgainGoesOnWhereItEnded() {
    CaptureClock clock = new CaptureClock(false);
    at(clock, 0, START);
    at(clock, SECOND, START);
    assertThat(clock.reopened(Duration.ZERO, START)).isZero();
    assertThat(at(clock, 0, START.plusMillis(5))).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void aFileThatIsPlayedFastEndsWhenItIsOpened() {
    CaptureClock clock = new CaptureClock(false);
    assertThat(clock.reopened(Duration.ofSeconds(3600), START)).isZero();
    assertThat(at(clock, 0, START)).isEqualTo(START.minusSeconds(3600));
    Instant later = START.plusMillis(50);
    assertThat(at(clock, 3599 * SECOND, later)).isEqualTo(START.minusSeconds(1));
  }

  @Test
  void aFileThatIsPlayedFastAgainWaitsUntilItsRoundFitsThePast() {
    Duration length = Duration.ofSeconds(20);
    CaptureClock clock = new CaptureClock(false);
    clock.reopened(length, START);
    for (int second = 0; second < 20; second++) {
      at(clock, second * SECOND, START);
    }
    Instant played = START.plusSeconds(2);
    assertThat(clock.reopened(length, played)).isEqualTo(Duration.ofSeconds(18));
    Instant waited = START.plusSeconds(20);
    assertThat(at(clock, 0, waited)).isEqualTo(START);
    assertThat(at(clock, 19 * SECOND, waited)).isEqualTo(START.plusSeconds(19));
  }

  @Test
  void aFastFileUnderWhichTheClockIsSetBackGoesOnInThePast() {
    CaptureClock clock = new CaptureClock(false);
    clock.reopened(Duration.ofSeconds(20), START);
    at(clock, 0, START);
    Instant back = START.minusSeconds(3600);
    assertThat(at(clock, 5 * SECOND, back)).isEqualTo(back.minusSeconds(15));
  }

  @Test
  void aLivePictureIsNeverYoungerThanItsArrivalAndBurstsAreSpreadOut() {
    CaptureClock clock = new CaptureClock(true);
    at(clock, 0, START);
    at(clock, SECOND, START.plusSeconds(1));
    Instant late = at(clock, 2 * SECOND, START.plusMillis(2900));
    Instant burst = at(clock, SECOND * 5 / 2, START.plusMillis(2901));
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
      at = at(clock, (long) (i * SECOND * 0.9999), arrival);
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
        Instant at = at(clock, segment * 6 * SECOND + picture * SECOND / 25, arrival);
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
    at(clock, 0, START);
    at(clock, SECOND, START.plusSeconds(1));
    Instant back = START.minusSeconds(3600);
    assertThat(at(clock, 2 * SECOND, back)).isEqualTo(back);
    assertThat(at(clock, 3 * SECOND, back.plusSeconds(1)))
        .isBetween(back.plusMillis(999), back.plusMillis(1001));
  }

  /** By a time server, which does so by steps of many seconds when it was long away. */
  @Test
  void aClockSetForwardIsFollowedAtOnce() {
    CaptureClock clock = new CaptureClock(true);
    at(clock, 0, START);
    Instant ahead = START.plusSeconds(26);
    assertThat(clock.capturedAt(SECOND, ahead, SECOND)).isEqualTo(ahead);
    assertThat(clock.capturedAt(2 * SECOND, ahead.plusSeconds(1), 2 * SECOND))
        .isEqualTo(ahead.plusSeconds(1));
  }

  /** Times that count pictures at 30 a second, of which 25 come: a fifth of a second a second. */
  @Test
  void timesThatCountPicturesStayNearTheirArrivalWithoutAJump() {
    CaptureClock clock = new CaptureClock(true);
    Instant last = null;
    for (int picture = 0; picture < 25 * 600; picture++) {
      Instant arrival = START.plusMillis(picture * 40L);
      Instant at = at(clock, picture * SECOND / 30, arrival);
      assertThat(Duration.between(at, arrival).toMillis()).isBetween(0L, 2_000L);
      if (picture > 25 * 60) {
        assertThat(Duration.between(last, at).toMillis()).isBetween(30L, 50L);
      }
      last = at;
    }
  }

  @Test
  void aJumpIsANewBeginningAndTimeNeverGoesBack() {
    CaptureClock clock = new CaptureClock(true);
    Instant first = at(clock, 100 * SECOND, START);
    Instant second = at(clock, 0, START.plusMillis(40));
    assertThat(second).isEqualTo(START.plusMillis(40)).isAfter(first);
    Instant third = at(clock, 1000 * SECOND, START.plusMillis(80));
    assertThat(third).isEqualTo(START.plusMillis(80));
    assertThat(at(clock, 1000 * SECOND, START.plusMillis(80))).isAfter(third);
  }

  /** At a time of this machine's clock, which nobody has set since the start. */
  private static Instant at(CaptureClock clock, long position, Instant arrival) {
    return clock.capturedAt(position, arrival, Duration.between(START, arrival).toNanos());
  }
}
