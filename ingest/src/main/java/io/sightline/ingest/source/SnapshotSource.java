package io.sightline.ingest.source;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.opencv.opencv_core.Mat;

/** A camera that gives one picture at a time over HTTP: it is asked again for each. */
final class SnapshotSource implements FrameSource {
  private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(20);

  private final Opener opener;
  private final float fps;
  private final Watchdog watchdog;
  private final long step;
  private final long began = System.nanoTime();
  private FfmpegSource source;
  private long due = began;
  private boolean fresh = true;
  private long position;

  /** Asks the camera for a picture. */
  interface Opener {
    FfmpegSource open() throws SourceException;
  }

  /**
   * @param first with the first picture, not yet taken
   * @param fps pictures a second to ask for
   */
  SnapshotSource(FfmpegSource first, Opener opener, double fps, Watchdog watchdog) {
    source = first;
    this.opener = opener;
    this.fps = (float) fps;
    this.watchdog = watchdog;
    step = Math.round(1e9 / fps);
  }

  @Override
  public boolean next() throws SourceException, UnusablePictureException {
    if (!fresh) {
      source.close();
      source = null;
      await();
      source = opener.open().quiet();
    }
    fresh = false;
    // A camera that is slower than it should be is not asked for what was missed.
    due = Math.max(due + step, System.nanoTime());
    position = System.nanoTime() - began;
    return source.next();
  }

  private void await() throws SourceException {
    long left;
    watchdog.allow(Duration.ofNanos(2 * step));
    while ((left = due - System.nanoTime()) > 0) {
      if (watchdog.overdue()) {
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
    return source.size();
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
    }
  }
}
