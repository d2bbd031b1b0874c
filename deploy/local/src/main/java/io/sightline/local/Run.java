package io.sightline.local;

import io.sightline.contract.config.Secret;
import io.sightline.contract.wire.Topic;
import io.sightline.contract.wire.Topics;
import io.sightline.testkit.EngineException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One run of a street from its first frame to its summary: it lets everything under way arrive,
 * unless it is told to stop and what is under way is kept.
 */
final class Run {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Of a partition that is written in transactions the last record is the mark of one. */
  private static final long MARKS = 1;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Street street;
  private final PrintStream out;
  private final RunView view;
  private final boolean drains;
  private CountDownLatch stop;
  private CameraRow.Watch cameras;
  private long started;
  private long ticked;

  /** What is to be done through the API before the cameras start. */
  interface Preparation {
    void prepare(Enroller api) throws IOException, InterruptedException;
  }

  Run(Street street, PrintStream out, RunView view) {
    this(street, out, view, true);
  }

  /**
   * @param drains whether everything under way is to arrive when it is told to stop, too: of an
   *     installation that goes on another day it need not, as topics keep it, and may be hours of
   *     it
   */
  Run(Street street, PrintStream out, RunView view, boolean drains) {
    this.street = street;
    this.out = out;
    this.view = view;
    this.drains = drains;
  }

  /**
   * @param stop counted down when the run is to end early
   * @param limit how long the cameras run; null for ever
   */
  Report go(Preparation preparation, CountDownLatch stop, Duration limit)
      throws IOException, InterruptedException {
    String key = street.config().api().keys().stream().findFirst().map(Secret::value).orElse("");
    out.println("API: " + street.apiUrl() + "/api/v1/openapi.json");
    out.println("Kafka: " + street.config().kafka().bootstrapServers());
    this.stop = stop;
    preparation.prepare(new Enroller(street.apiUrl(), key));
    try (RunFeed feed = new RunFeed(street.config(), view)) {
      view.begin();
      feed.start();
      street.startCameras();
      cameras = new CameraRow.Watch(street);
      started = System.nanoTime();
      boolean stopped = watch(limit);
      street.ingest().close();
      boolean drained = (drains || !stopped) && drain(feed);
      street.indexer().refresh();
      return Report.of(street, feed, drained);
    } catch (EngineException e) {
      // Services take their time to let go of an engine that is gone: this is not to wait for it.
      out.println("stopping: " + e.getMessage());
      throw e;
    }
  }

  /** Whether it was told to stop, before the sources and the time have ended. */
  private boolean watch(Duration limit) throws InterruptedException {
    long end = limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end && !street.ingest().finished()) {
      if (stop.await(200, TimeUnit.MILLISECONDS)) {
        return true;
      }
      street.requireEngines();
      tick();
    }
    return false;
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - ticked >= SECOND) {
      ticked = now;
      view.tick(Duration.ofNanos(now - started), cameras.look());
    }
  }

  /** Whether it was waited for: one that need not is over when it is told to stop. */
  private boolean drain(RunFeed feed) throws InterruptedException {
    long came =
        street.waiting() + Counts.of(street.ingest().metrics(), "sightline.frames.published", null);
    await("recognised", this::dealtWith, () -> dealtWith() >= came);
    // The sighting stage is done when nobody is open any more, which says something when it has had
    // all faces, and what it made of them has come here.
    Topics topics = street.config().topics();
    awaitRead("made into sightings", feed::versions, "sightings", topics.faces());
    Thread.sleep(1000);
    await("closed", feed::versions, feed::allClosed);
    await("indexed", this::indexed, () -> indexed() >= feed.versions());
    // The last sighting's alert comes after it.
    awaitRead("weighed for alerts", feed::alerts, "alerts", topics.alertEvidence());
    Thread.sleep(500);
    return !brokenOff();
  }

  /** Until a stage has had all of a topic. */
  private void awaitRead(String what, LongSupplier progress, String role, Topic topic)
      throws InterruptedException {
    try (GroupLag lag = new GroupLag(street.config(), role, topic)) {
      await(what, progress, () -> lag.now() <= MARKS * topic.partitions());
    }
  }

  private boolean brokenOff() {
    return !drains && stop.getCount() == 0;
  }

  private long dealtWith() {
    return Counts.of(street.recognizer().metrics(), "sightline.frames.recognised", null)
        + Counts.of(street.recognizer().metrics(), "sightline.frames.dropped", null);
  }

  private long indexed() {
    return Counts.of(street.indexer().metrics(), "sightline.sightings.indexed", null);
  }

  /**
   * @param progress as long as it grows, there is hope
   */
  private void await(String what, LongSupplier progress, BooleanSupplier done)
      throws InterruptedException {
    long last = progress.getAsLong();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!brokenOff() && !done.getAsBoolean()) {
      street.requireEngines();
      tick();
      if (progress.getAsLong() > last) {
        last = progress.getAsLong();
        end = System.nanoTime() + PATIENCE.toNanos();
      }
      if (System.nanoTime() > end) {
        out.println("gave up waiting until everything is " + what);
        return;
      }
      Thread.sleep(100);
    }
  }
}
