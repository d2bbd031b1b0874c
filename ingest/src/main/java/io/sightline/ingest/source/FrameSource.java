package io.sightline.ingest.source;

import java.time.Duration;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Gives a camera's pictures one after the other. Used by one thread. A picture is converted only
 * when it is asked for, so those that are skipped cost their decoding alone.
 */
public interface FrameSource extends AutoCloseable {

  /**
   * Goes to the next picture.
   *
   * @return false when there are no more
   * @throws UnusablePictureException when that picture is damaged; ask for the next
   * @throws SourceException when the source is broken; close it
   */
  boolean next() throws SourceException, UnusablePictureException;

  /** Where the picture stands in the source's own time, in nanoseconds from some beginning. */
  long position();

  /** Of the pictures as they come; of no pixels before the first. */
  PictureSize size();

  /** Pictures a second that the source promises, 0 when it says nothing. */
  float fps();

  /** Of all its pictures in the source's own time; zero when that is not known, or has no end. */
  Duration length();

  /**
   * The picture: BGR, 8 bits, scaled down so that its longer side has at most so many pixels.
   *
   * @return for the caller to change, not to close; valid until the next call
   * @throws UnusablePictureException when it cannot be converted
   */
  Mat picture(int longerSide) throws UnusablePictureException;

  /** The same in grey, 8 bits; small and quickly made. */
  Mat thumbnail(int longerSide) throws UnusablePictureException;

  @Override
  void close();
}
