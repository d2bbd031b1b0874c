package io.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final SourceLimits LIMITS =
      new SourceLimits(Duration.ofSeconds(20), Duration.ofSeconds(30), Duration.ofSeconds(15));

  private long now = 1;
  private final Patience patience = new Patience(true, LIMITS, () -> now);

  /** At 25 a second, from a camera that sends a whole picture each 20 s. */
  @Test
  void beforeTheFirstPictureTimeCountsAndNotPackets() {
    patience.waiting();
    for (int packet = 0; packet < 29 * 25; packet++) {
      patience.damaged();
      seconds(0.04);
    }
    assertThat(patience.spent(SourceLimits.HOPELESS)).isFalse();
    assertThat(patience.overdue()).isFalse();
    seconds(1.1);
    assertThat(patience.overdue()).isTrue();
  }

  @Test
  void afterItThePacketsCountToo() {
    picture();
    patience.waiting();
    for (int packet = 0; packet < SourceLimits.HOPELESS; packet++) {
      assertThat(patience.spent(SourceLimits.HOPELESS)).isFalse();
      patience.damaged();
    }
    assertThat(patience.spent(SourceLimits.HOPELESS)).isTrue();
    picture();
    assertThat(patience.spent(1)).isFalse();
  }

  @Test
  void dataWithoutPicturesAreOverdue() {
    picture();
    patience.waiting();
    seconds(14);
    patience.waiting();
    assertThat(patience.overdue()).isFalse();
    seconds(1.1);
    assertThat(patience.overdue()).isTrue();
  }

  /** Other decoders have the whole time again, and no more. */
  @Test
  void beginsAnew() {
    picture();
    patience.waiting();
    seconds(20);
    patience.damaged();
    patience.anew();
    assertThat(patience.overdue()).isFalse();
    assertThat(patience.spent(1)).isFalse();
    seconds(30.1);
    assertThat(patience.overdue()).isTrue();
  }

  /** Kafka may be away for a minute: that is no fault of the camera's. */
  @Test
  void timeInWhichNobodyAskedDoesNotCount() {
    picture();
    seconds(60);
    patience.waiting();
    assertThat(patience.overdue()).isFalse();
  }

  @Test
  void aFileHasAllTimeAndItsDamageCountsFromItsBeginning() {
    Patience file = new Patience(false, LIMITS, () -> now);
    file.waiting();
    seconds(3600);
    assertThat(file.overdue()).isFalse();
    file.damaged();
    assertThat(file.spent(1)).isTrue();
  }

  private void picture() {
    patience.waiting();
    patience.came();
    patience.good();
  }

  private void seconds(double seconds) {
    now += Math.round(seconds * 1e9);
  }
}
