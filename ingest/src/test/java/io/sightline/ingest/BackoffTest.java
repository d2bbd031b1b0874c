package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void doublesUpToTheLongestWithinItsJitter() {
    Backoff backoff = new Backoff(new Random(1));
    Duration bound = Backoff.FIRST;
    for (int i = 0; i < 12; i++) {
      assertThat(backoff.next()).isBetween(bound.dividedBy(2), bound);
      bound = bound.multipliedBy(2);
      bound = bound.compareTo(Backoff.LONGEST) > 0 ? Backoff.LONGEST : bound;
    }
    assertThat(bound).isEqualTo(Backoff.LONGEST);
  }

  @Test
  void beginsAnewAfterSuccess() {
    Backoff backoff = new Backoff(new Random(2));
    Stream.generate(backoff::next).limit(8).forEach(d -> {});
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(Backoff.FIRST);
  }

  @Test
  void falsePasswordsAreTriedAgainAfterMinutes() {
    Backoff backoff = new Backoff(new Random(4));
    assertThat(backoff.refused()).isBetween(Backoff.REFUSED.dividedBy(2), Backoff.REFUSED);
    assertThat(backoff.next()).isLessThanOrEqualTo(Backoff.FIRST);
  }

  @Test
  void camerasLostTogetherDoNotComeBackTogether() {
    Random random = new Random(3);
    List<Duration> waits =
        Stream.generate(() -> new Backoff(random)).limit(20).map(Backoff::next).distinct().toList();
    assertThat(waits).hasSizeGreaterThan(10);
  }
}
