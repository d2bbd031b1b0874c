package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void thePapersFallsByAFactorTwice() {
    Schedule paper = Recipe.PAPER.schedule();
    assertThat(paper.at(0, 300_000)).isEqualTo(0.0015);
    assertThat(paper.at(99_999, 300_000)).isEqualTo(0.0015);
    assertThat(paper.at(100_000, 300_000)).isCloseTo(0.00045, within(1e-12));
    assertThat(paper.at(299_999, 300_000)).isCloseTo(0.000135, within(1e-12));
  }

  @Test
  void thePolynomialRisesThenFallsToZero() {
    Schedule schedule = new Schedule(Schedule.Type.POLYNOMIAL, 0.1, 10, List.of(), 1, 2);
    assertThat(schedule.at(0, 110)).isCloseTo(0.01, within(1e-12));
    assertThat(schedule.at(9, 110)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.at(10, 110)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.at(60, 110)).isCloseTo(0.025, within(1e-12));
    assertThat(schedule.at(110, 110)).isZero();
  }
}
