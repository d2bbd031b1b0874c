package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.ingest.Refusals.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  private long now;
  private final Refusals refusals = new Refusals(() -> now);

  @Test
  void anOutageIsALineForAllCamerasAndOneWhenItIsOver() {
    refusals.failed("b", new TimeoutException("away"));
    refusals.failed("a", new TimeoutException("away"));
    assertThat(refusals.news())
        .containsExactly(
            new News(
                true,
                "cameras a, b: Kafka does not take frames"
                    + " (org.apache.kafka.common.errors.TimeoutException: away)"));
    pass(Duration.ofHours(1));
    refusals.failed("a", new TimeoutException("away"));
    assertThat(refusals.news()).isEmpty();
    assertThat(refusals.of("a")).startsWith("Kafka takes no frames since ").endsWith(", 2 lost");
    pass(Refusals.CALM.plusSeconds(1));
    assertThat(refusals.of("a")).startsWith("Kafka takes no frames since ");
    refusals.taken("a");
    refusals.taken("b");
    assertThat(refusals.news())
        .containsExactly(new News(false, "cameras a, b: Kafka takes frames again; lost: 3"));
    assertThat(refusals.of("a")).isEmpty();
  }

  /** At five frames a second that would be five lines. */
  @Test
  void takenAndRefusedByTurnsIsOneLine() {
    List<News> told = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      refusals.failed("a", new TimeoutException("slow"));
      told.addAll(refusals.news());
      pass(Duration.ofMillis(200));
      refusals.taken("a");
      told.addAll(refusals.news());
      pass(Duration.ofMillis(200));
    }
    assertThat(told).hasSize(1);
    assertThat(refusals.of("a")).startsWith("Kafka does not take all frames since ");
  }

  @Test
  void oneCameraWhoseFramesAreTooLargeIsNotHelpedByTheOthers() {
    refusals.failed("wide", new RecordTooLargeException("9 MB"));
    refusals.taken("a");
    pass(Duration.ofMinutes(1));
    refusals.taken("a");
    assertThat(refusals.news())
        .singleElement()
        .satisfies(
            news ->
                assertThat(news.line())
                    .startsWith("camera wide: Kafka refuses a frame")
                    .contains("max_size", "jpeg_quality", "9 MB"));
    assertThat(refusals.of("wide")).contains("takes no frames", "max_size");
    assertThat(refusals.of("a")).isEmpty();
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }
}
