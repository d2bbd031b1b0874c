package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplerTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void everyFifthOfTwentyFive() {
    Sampler sampler = new Sampler(5);
    int[] taken =
        IntStream.range(0, 50).filter(i -> sampler.takes(START.plusMillis(i * 40L))).toArray();
    assertThat(taken).containsExactly(0, 5, 10, 15, 20, 25, 30, 35, 40, 45);
  }

  @ParameterizedTest
  @CsvSource({"30, 7, 70", "30, 30, 300", "25, 24, 240", "10, 30, 100", "15, 0.5, 5"})
  void keepsTheRateOnAverage(double sourceFps, double wanted, int expected) {
    Sampler sampler = new Sampler(wanted);
    long taken =
        IntStream.range(0, (int) (10 * sourceFps))
            .filter(i -> sampler.takes(START.plusNanos((long) (i * 1e9 / sourceFps))))
            .count();
    assertThat(taken).isBetween(expected - 1L, expected + 1L);
  }

  @Test
  void jitterCostsNoPictureOfACameraAtJustThisRate() {
    Sampler sampler = new Sampler(10);
    Random random = new Random(7);
    long taken =
        IntStream.range(0, 100)
            .filter(i -> sampler.takes(START.plusMillis(i * 100L + random.nextInt(10))))
            .count();
    assertThat(taken).isEqualTo(100);
  }

  @Test
  void aClockSetBackKeepsNothingWaiting() {
    Sampler sampler = new Sampler(10);
    assertThat(sampler.takes(START)).isTrue();
    Instant back = START.minusSeconds(3600);
    assertThat(sampler.takes(back)).isTrue();
    assertThat(sampler.takes(back.plusMillis(40))).isFalse();
    assertThat(sampler.takes(back.plusMillis(100))).isTrue();
  }

  @Test
  void aGapIsNotMadeUpFor() {
    Sampler sampler = new Sampler(10);
    assertThat(sampler.takes(START)).isTrue();
    assertThat(sampler.takes(START.plusSeconds(60))).isTrue();
    assertThat(sampler.takes(START.plusSeconds(60).plusMillis(40))).isFalse();
    assertThat(sampler.takes(START.plusSeconds(60).plusMillis(100))).isTrue();
  }
}
