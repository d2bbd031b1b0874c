package io.sightline.recognizer.face;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Opens the pictures of one worker, one at a time, and owns the memory that they share. Not
 * thread-safe.
 */
interface PictureOpener extends AutoCloseable {

  /**
   * @param encoded JPEG or PNG
   * @throws PictureException when the bytes are no picture, or one too large
   */
  OpenPicture open(byte[] encoded) throws PictureException;

  /**
   * @param picture BGR, 8 bits; stays the caller's, and must not be closed before what is opened
   */
  OpenPicture open(Mat picture);

  @Override
  void close();
}
