package io.sightline.recognizer.stream;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * The batcher under a load that no machine at hand could make: events of simulated cameras and of
 * one simulated engine on a simulated clock, around the very {@link MicroBatcher} that recognition
 * uses. Gives the same result at each run. What Kafka adds is not in it.
 */
public final class BatcherSimulation {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final Duration WAIT = Duration.ofMillis(20);
  private static final Duration BUDGET = Duration.ofSeconds(2);
  private static final int MAX = 64;

  private final Scenario scenario;
  private final MicroBatcher<Frame> batcher;
  private final PriorityQueue<Camera> cameras =
      new PriorityQueue<>(Comparator.comparingLong(c -> c.next));
  private final SimulationTally tally;
  private final Random random = new Random(7);
  private List<Frame> running = List.of();
  private long runningUntil = Long.MAX_VALUE;

  /**
   * One call at a time takes {@code call + frames * frame}.
   *
   * @param parallel frames with which it has enough to do
   */
  public record Engine(Duration call, Duration frame, int parallel) {

    Duration time(int frames) {
      return call.plus(frame.multipliedBy(frames));
    }
  }

  /**
   * @param fps of each camera
   * @param firstFps of the first camera, which may be a busier one
   */
  public record Scenario(Engine engine, int cameras, double fps, double firstFps) {}

  /** A frame on its way. */
  record Frame(int camera, long sequence, long arrived) {}

  private static final class Camera {
    final int id;
    final double fps;
    long next;
    long sequence;

    Camera(int id, double fps) {
      this.id = id;
      this.fps = fps;
    }
  }

  private BatcherSimulation(Scenario scenario, Duration length) {
    this.scenario = scenario;
    this.tally = new SimulationTally(scenario.cameras(), length);
    this.batcher =
        new MicroBatcher<>(
            new MicroBatcher.Limits(MAX, scenario.engine().parallel(), WAIT, BUDGET), id -> true);
    for (int i = 0; i < scenario.cameras(); i++) {
      Camera camera = new Camera(i, i == 0 ? scenario.firstFps() : scenario.fps());
      camera.next = (long) (random.nextDouble() * SECOND / camera.fps);
      cameras.add(camera);
    }
  }

  /** What becomes of the frames of so much simulated time. */
  public static SimulationResult run(Scenario scenario, Duration length) {
    BatcherSimulation simulation = new BatcherSimulation(scenario, length);
    simulation.runUntil(length.toNanos());
    return simulation.tally.result();
  }

  private void runUntil(long end) {
    long now = 0;
    while (now < end) {
      if (runningUntil <= now) {
        tally.recognised(running, now);
        runningUntil = Long.MAX_VALUE;
      }
      for (Camera camera = cameras.peek(); camera.next <= now; camera = cameras.peek()) {
        arrive(cameras.poll());
      }
      if (runningUntil == Long.MAX_VALUE && batcher.due(now)) {
        tally.shed(batcher.shed(now));
        running = batcher.take();
        tally.taken(running, now);
        runningUntil = now + scenario.engine().time(running.size()).toNanos();
      }
      now = nextEvent(now);
    }
  }

  private void arrive(Camera camera) {
    Frame frame = new Frame(camera.id, camera.sequence++, camera.next);
    tally.published(frame);
    batcher.add(String.valueOf(camera.id), frame, camera.next, camera.next);
    // Cameras drift against each other by a tenth of their interval.
    camera.next += (long) ((0.95 + 0.1 * random.nextDouble()) * SECOND / camera.fps);
    cameras.add(camera);
  }

  private long nextEvent(long now) {
    long arrival = cameras.peek().next;
    return runningUntil < Long.MAX_VALUE
        ? Math.min(arrival, runningUntil)
        : now + Math.min(arrival - now, batcher.untilDue(now));
  }

  /** The limits that are simulated, for people to read. */
  public static String limits() {
    return "batch.max %d, batch.wait %d ms, lag_budget %d s"
        .formatted(MAX, WAIT.toMillis(), BUDGET.toSeconds());
  }
}
