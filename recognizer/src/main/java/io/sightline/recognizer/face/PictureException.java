package io.sightline.recognizer.face;

/** Bytes that are no picture we want to look at. */
public final class PictureException extends Exception {
  private static final long serialVersionUID = 1;

  public PictureException(String message) {
    super(message);
  }
}
