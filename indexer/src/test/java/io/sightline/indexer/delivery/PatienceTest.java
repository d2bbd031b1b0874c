package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.indexer.topic.GroupLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {
  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  @Test
  void aMessageIsGivenUpWhenItIsOldAndWasTriedAFewTimes() {
    assertThat(ended("2026-03-01T11:59:59Z", 3)).isTrue();
    assertThat(ended("2026-03-01T11:59:59Z", 2)).isFalse();
    assertThat(ended("2026-03-01T12:00:01Z", 1000)).isFalse();
  }

  private static boolean ended(String recordTime, int attempts) {
    return Patience.DEFAULT.ended(
        Instant.parse(recordTime).toEpochMilli(), attempts, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 500, 1000",
    "2, 1000, 2000",
    "4, 4000, 8000",
    "7, 30000, 60000",
    "10000, 30000, 60000"
  })
  void pausesGrowToALimit(int failures, long least, long most) {
    GroupLoop.Pauses pauses = Patience.DEFAULT.pauses();
    for (int i = 0; i < 100; i++) {
      assertThat(pauses.after(failures))
          .isBetween(Duration.ofMillis(least), Duration.ofMillis(most));
    }
  }
}
