package io.sightline.ingest;

import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.wire.CameraStatus;
import io.sightline.ingest.source.FrameSource;
import io.sightline.ingest.source.FrameSources;
import io.sightline.ingest.source.PictureSize;
import io.sightline.ingest.source.SourceException;
import io.sightline.ingest.source.SourceKind;
import io.sightline.ingest.source.SourceLimits;
import io.sightline.ingest.source.UnusablePictureException;
import io.sightline.ingest.source.Watchdog;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera's life, on a thread of its own: opens the source, takes its pictures, and opens it
 * again when it is lost. A file or folder is not opened again when it fails: nothing but a person
 * can mend it.
 */
final class CameraLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(CameraLoop.class);
  private static final Duration WORKED = Duration.ofSeconds(10);

  private final String id;
  private final CameraConfig camera;
  private final String run;
  private final FramePublisher publisher;
  private final CameraMetrics metrics;
  private final SourceLimits limits;
  private final CameraState state;
  private final StopSignal stop = new StopSignal();
  private final Watchdog watchdog = new Watchdog();
  private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
  private volatile boolean finished;
  private long unusable;
  private int uselessInARow;
  private boolean refused;
  private String lastComplaint;
  private volatile String flaw = "";

  /**
   * @param camera with every value filled in
   * @param run makes the frames' ids differ from those of other runs
   */
  CameraLoop(
      String id,
      CameraConfig camera,
      String run,
      FramePublisher publisher,
      CameraMetrics metrics,
      SourceLimits limits) {
    this.id = id;
    this.camera = camera;
    this.run = run;
    this.publisher = publisher;
    this.metrics = metrics;
    this.limits = limits;
    this.state = new CameraState(id, publisher::report, metrics);
    state.connecting(camera.url());
  }

  /** Returns soon, from any thread; the camera's thread ends by itself. */
  void stop() {
    stop.raise();
    watchdog.giveUp();
  }

  /** True when there is nothing more to come from this camera. */
  boolean finished() {
    return finished;
  }

  /** Lost, and not tried again: a file, or a fault of this program's surroundings. */
  boolean givenUp() {
    return finished && status().state() == CameraStatus.State.LOST;
  }

  String id() {
    return id;
  }

  CameraStatus status() {
    return state.current();
  }

  /**
   * Why the source is not what it should be: lost and not back, or a file of which a part cannot be
   * used. Empty when all is well; a picture that is damaged on its way from a live camera is not
   * its fault.
   */
  String problem() {
    return state.problem().isEmpty() ? flaw : state.problem();
  }

  @Override
  public void run() {
    try (watchdog) {
      SourceKind kind = SourceKind.of(camera.url());
      try (FrameMaker maker =
          new FrameMaker(id, camera, run, kind.live(), publisher, metrics, stop)) {
        while (attempt(kind, maker) && pause()) {
          metrics.reconnects.increment();
        }
      }
    } catch (SourceException e) {
      state.lost(e.getMessage());
    } catch (RuntimeException | Error e) {
      LOG.error("camera {}: given up", id, e);
      state.lost("given up: " + e);
    } finally {
      if (stop.raised()) {
        state.stopped();
      }
      finished = true;
    }
  }

  /** Returns whether to go on after it. */
  private boolean pause() {
    stop.pause(refused ? backoff.refused() : backoff.next());
    return !stop.raised();
  }

  /** Returns whether to try again. */
  private boolean attempt(SourceKind kind, FrameMaker maker) {
    refused = false;
    try {
      do {
        if (play(kind, maker) < 2 && camera.loop()) {
          // One picture has no pace of its own.
          stop.pause(Duration.ofNanos((long) (1e9 / camera.fps())));
        }
      } while (camera.loop() && !stop.raised());
      if (!stop.raised()) {
        state.ended(camera.url() + ": played to its end" + complaints());
      }
      return false;
    } catch (SourceException e) {
      refused = e.refused();
      return lost(kind, e.getMessage());
    } catch (RuntimeException | VirtualMachineError e) {
      // Also memory that runs out: the source is let go of, and what it took may be there again.
      LOG.error("camera {}: unexpected", id, e);
      return lost(kind, "unexpected: " + e);
    }
  }

  private boolean lost(SourceKind kind, String why) {
    if (!stop.raised()) {
      state.lost(camera.url() + ": " + why + complaints());
    }
    return kind.live() && !stop.raised();
  }

  /** Returns how many pictures there were. */
  private long play(SourceKind kind, FrameMaker maker) throws SourceException {
    unusable = 0;
    uselessInARow = 0;
    long pictures = 0;
    long began = 0;
    PictureSize told = null;
    try (FrameSource source = FrameSources.open(kind, camera, watchdog, limits)) {
      maker.reopened(source);
      while (next(source)) {
        if (pictures++ == 0) {
          began = System.nanoTime();
        }
        if (!source.size().equals(told)) {
          told = source.size();
          state.live(camera.url(), told, source.fps());
        }
        take(source, maker);
      }
    } finally {
      if (pictures > 0 && System.nanoTime() - began > WORKED.toNanos()) {
        backoff.reset();
      }
      if (!kind.live() && unusable > 0) {
        flaw = camera.url() + complaints();
      }
    }
    if (pictures == 0 && !stop.raised()) {
      throw new SourceException("no picture could be decoded");
    }
    return pictures;
  }

  /** Goes to the next picture that can be used; false at the end, and when told to stop. */
  private boolean next(FrameSource source) throws SourceException {
    while (!stop.raised()) {
      try {
        if (!source.next()) {
          return false;
        }
        metrics.read();
        return true;
      } catch (UnusablePictureException e) {
        metrics.read();
        unusable(e.getMessage());
      }
    }
    return false;
  }

  private void take(FrameSource source, FrameMaker maker) throws SourceException {
    try {
      if (maker.take(source)) {
        uselessInARow = 0;
      }
      return;
    } catch (UnusablePictureException e) {
      unusable(e.getMessage());
    } catch (RuntimeException e) {
      LOG.debug("camera {}: a picture failed", id, e);
      unusable("a picture failed: " + e);
    }
    if (++uselessInARow >= SourceLimits.HOPELESS) {
      throw new SourceException(
          "sent " + SourceLimits.HOPELESS + " pictures that no frame could be made of");
    }
  }

  /** The first of a connection is news; the rest is counted. */
  private void unusable(String complaint) {
    metrics.unusable.increment();
    lastComplaint = complaint;
    if (++unusable == 1) {
      LOG.warn("camera {}: {}", id, complaint);
    }
  }

  private String complaints() {
    return unusable == 0
        ? ""
        : "; pictures that could not be used: " + unusable + ", the last: " + lastComplaint;
  }
}
