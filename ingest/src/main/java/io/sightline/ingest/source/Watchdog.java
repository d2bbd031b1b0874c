package io.sightline.ingest.source;

import java.time.Duration;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Breaks off FFmpeg's blocking calls when a deadline passes or somebody gives up. One for each
 * camera, for all its connections; {@link #giveUp} may be called from any thread.
 */
public final class Watchdog implements AutoCloseable {
  private static final Overdue OVERDUE = new Overdue();

  private final LongPointer deadline = new LongPointer(1);
  private boolean gaveUp;
  private boolean closed;

  public Watchdog() {
    deadline.put(Long.MAX_VALUE);
  }

  /**
   * JavaCPP has room for ten callbacks of one type in a process. So there is one for all cameras,
   * and each camera's deadline lies where FFmpeg's {@code opaque} points.
   */
  private static final class Overdue extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer opaque) {
      return System.nanoTime() >= new LongPointer(opaque).get() ? 1 : 0;
    }
  }

  void guard(AVFormatContext context) {
    context.interrupt_callback().callback(OVERDUE).opaque(deadline);
  }

  /** Calls to come must be done by then. */
  synchronized void allow(Duration limit) {
    if (!gaveUp) {
      deadline.put(System.nanoTime() + limit.toNanos());
    }
  }

  /** Ends the call in progress and all to come. */
  public synchronized void giveUp() {
    gaveUp = true;
    if (!closed) {
      deadline.put(Long.MIN_VALUE);
    }
  }

  /** The last calls must be done by then, even after {@link #giveUp} or a deadline that passed. */
  synchronized void allowLeave(Duration limit) {
    deadline.put(System.nanoTime() + limit.toNanos());
  }

  synchronized boolean gaveUp() {
    return gaveUp;
  }

  synchronized boolean overdue() {
    return gaveUp || System.nanoTime() >= deadline.get();
  }

  /** To be called when no source uses it any more. */
  @Override
  public synchronized void close() {
    closed = true;
    deadline.close();
  }
}
