package io.sightline.ingest.source;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A camera that gives one picture at a time over HTTP: it is asked again for each. After the first
 * one that fails is lost alone, until too many do or none comes for too long.
 */
final class SnapshotSource implements FrameSource {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Opener opener;
  private final float fps;
  private final Watchdog watchdog;
  private final Patience patience;
  private final long step;
  private final long began = System.nanoTime();
  private FfmpegSource source;
  private long due = began;
  private boolean fresh = true;
  private PictureSize size;
  private long position;

  /** Asks the camera for a picture. */
  interface Opener {
    FfmpegSource open() throws SourceException;
  }

  /**
   * @param first with the first picture, not yet taken
   * @param fps pictures a second to ask for
   */
  SnapshotSource(
      FfmpegSource first, Opener opener, double fps, Watchdog watchdog, SourceLimits limits) {
    source = first;
    size = first.size();
    this.opener = opener;
    this.fps = (float) fps;
    this.watchdog = watchdog;
    patience = new Patience(true, limits, System::nanoTime);
    step = Math.round(1e9 / fps);
  }

  @Override
  public boolean next() throws SourceException, UnusablePictureException {
    if (!fresh) {
      close();
      await();
    }
    // A camera that is slower than it should be is not asked for what was missed.
    due = Math.max(due + step, System.nanoTime());
    position = System.nanoTime() - began;
    patience.waiting();
    try {
      return fetch();
    } catch (SourceException e) {
      if (e.refused() || watchdog.gaveUp() || !patience.begun()) {
        throw e;
      }
      throw lost(e.getMessage());
    } catch (UnusablePictureException e) {
      throw lost(e.getMessage());
    }
  }

  private boolean fetch() throws SourceException, UnusablePictureException {
    if (!fresh) {
      source = opener.open().quiet();
    }
    fresh = false;
    boolean came = source.next();
    size = source.size();
    patience.came();
    patience.good();
    return came;
  }

  private UnusablePictureException lost(String why) throws SourceException {
    patience.unusable();
    if (patience.overdue()) {
      throw new SourceException(
          "no picture came for " + patience.limit().toMillis() / 1000.0 + " s, the last: " + why);
    }
    if (patience.spent(SourceLimits.HOPELESS)) {
      throw new SourceException(
          "no picture came " + SourceLimits.HOPELESS + " times in a row, the last: " + why);
    }
    return new UnusablePictureException("a picture is missing or damaged: " + why);
  }

  private void await() throws SourceException {
    long left;
    while ((left = due - System.nanoTime()) > 0) {
      if (watchdog.gaveUp()) {
        throw new SourceException("given up");
      }
      LockSupport.parkNanos(Math.min(left, SLICE));
    }
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public PictureSize size() {
    return size;
  }

  @Override
  public float fps() {
    return fps;
  }

  @Override
  public Duration length() {
    return Duration.ZERO;
  }

  @Override
  public Mat picture(int longerSide) throws UnusablePictureException {
    return source.picture(longerSide);
  }

  @Override
  public Mat thumbnail(int longerSide) throws UnusablePictureException {
    return source.thumbnail(longerSide);
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
      source = null;
    }
  }
}
