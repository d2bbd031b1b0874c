package io.sightline.local;

import io.sightline.contract.config.Secret;
import io.sightline.testkit.EngineException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * One run of a street from its first frame to its summary: told to stop, it lets everything under
 * way arrive, unless that is kept.
 */
final class Run {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Of a topic that is written in transactions the last record is the mark of one. */
  private static final long MARKS = 1;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Street street;
  private final PrintStream out;
  private final RunView view;
  private final boolean drains;
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
   * @param drains whether everything under way is to arrive before it ends: of an installation that
   *     goes on another day it need not, as topics keep it, and may be hours of it
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
    preparation.prepare(new Enroller(street.apiUrl(), key));
    try (RunFeed feed = new RunFeed(street.config(), view)) {
      view.begin();
      feed.start();
      street.startCameras();
      cameras = new CameraRow.Watch(street);
      started = System.nanoTime();
      watch(stop, limit);
      if (drains) {
        drain(feed);
      } else {
        street.ingest().close();
      }
      street.indexer().refresh();
      return Report.of(street, feed, drains);
    } catch (EngineException e) {
      // Services take their time to let go of an engine that is gone: this is not to wait for it.
      out.println("stopping: " + e.getMessage());
      throw e;
    }
  }

  private void watch(CountDownLatch stop, Duration limit) throws InterruptedException {
    long end = limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end && !street.ingest().finished()) {
      if (stop.await(200, TimeUnit.MILLISECONDS)) {
        return;
      }
      street.requireEngines();
      tick();
    }
  }

  private void tick() {
    long now = System.nanoTime();
    if (now - ticked >= SECOND) {
      ticked = now;
      view.tick(Duration.ofNanos(now - started), cameras.look());
    }
  }

  private void drain(RunFeed feed) throws InterruptedException {
    street.ingest().close();
    long came =
        street.waiting() + Counts.of(street.ingest().metrics(), "sightline.frames.published", null);
    await("recognised", this::dealtWith, () -> dealtWith() >= came);
    // The last frames may still be on their way through the sighting stage: it is done when nobody
    // is open any more,
    // and stays so for longer than it takes to open a sighting.
    Thread.sleep(1500);
    await("closed", feed::versions, feed::allClosed);
    await("indexed", this::indexed, () -> indexed() >= feed.versions());
    // The last sighting's alert comes after it.
    try (GroupLag lag =
        new GroupLag(street.config(), "alerts", street.config().topics().alertEvidence())) {
      await("weighed for alerts", feed::alerts, () -> lag.now() <= MARKS);
    }
    Thread.sleep(500);
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
    while (!done.getAsBoolean()) {
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
