package io.sightline.recognizer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.recognizer.stream.BatcherSimulation.Engine;
import io.sightline.recognizer.stream.BatcherSimulation.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the batcher promises, from one camera to five hundred. On a simulated clock. */
class BatcherSimulationTest {
  /** 2 ms a call and half a millisecond a frame: 1882 frames a second in batches of 64. */
  private static final Engine ENGINE =
      new Engine(Duration.ofMillis(2), Duration.ofNanos(500_000), 16);

  private static final double MOST = 64 / (0.002 + 64 * 0.0005);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 50, 100, 200, 300})
  void whatCanBeRecognisedIs(int cameras) {
    SimulationResult result = run(new Scenario(ENGINE, cameras, 5, 5));
    assertThat(result.shed()).isZero();
    assertThat(result.recognised()).isCloseTo(result.offered(), within(0.02 * result.offered()));
    // At worst a frame just misses one full batch and waits for its own.
    assertThat(result.waitP99()).isLessThan(20 + 1000 * 64 / MOST);
    assertThat(result.outOfOrder()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 700, 1000})
  void tooMuchIsSharedFairlyAndStaysFresh(int cameras) {
    SimulationResult result = run(new Scenario(ENGINE, cameras, 5, 5));
    assertThat(result.recognised()).isBetween(0.95 * MOST, 1.01 * MOST);
    assertThat(result.shed()).isCloseTo(1 - MOST / (cameras * 5), within(0.03));
    assertThat(result.minFps()).isGreaterThan(0.9 * result.maxFps());
    double round = cameras / MOST;
    assertThat(result.longestGap()).as("nobody starves").isLessThan(2 * round + 0.5);
    assertThat(result.latencyP99()).as("fresh").isLessThan(1000 * (round + 0.2));
    assertThat(result.outOfOrder()).isZero();
  }

  @Test
  void aBusyCameraHarmsItselfAlone() {
    SimulationResult calm = run(new Scenario(ENGINE, 50, 5, 5));
    SimulationResult busy = run(new Scenario(ENGINE, 50, 5, 3000));
    assertThat(busy.minFps()).isGreaterThan(0.97 * calm.minFps());
    assertThat(busy.shed()).isGreaterThan(0.3);
    assertThat(busy.firstFps()).as("it gets what the others leave").isGreaterThan(200);
    assertThat(busy.outOfOrder()).isZero();
  }

  @Test
  void aBurstIsRecognisedWhole() {
    // Three seconds are too short a time for the lag of a little too much to pass the budget.
    Engine slow = new Engine(Duration.ofMillis(10), Duration.ofMillis(40), 2);
    SimulationResult result =
        BatcherSimulation.run(new Scenario(slow, 5, 5, 5), Duration.ofSeconds(3));
    assertThat(result.shed()).isZero();
  }

  private static SimulationResult run(Scenario scenario) {
    return BatcherSimulation.run(scenario, Duration.ofSeconds(30));
  }
}
