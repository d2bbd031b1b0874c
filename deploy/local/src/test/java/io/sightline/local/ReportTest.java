package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

  @Test
  void whatWaitsForTheNextStartIsNotLost() {
    assertThat(report(7, true).lossy()).isTrue();
    assertThat(report(7, false).lossy()).isFalse();
    assertThat(report(10, true).lossy()).isFalse();
  }

  /** Of ten frames. */
  private static Report report(long recognised, boolean drained) {
    Map<String, Object> values =
        Map.of(
            "framesWaiting", 4L,
            "framesPublished", 6L,
            "framesRecognised", recognised,
            "framesDropped", 0L);
    return new Report(values, Map.of(), drained);
  }
}
