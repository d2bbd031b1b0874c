package io.sightline.ingest.source;

/** One picture is lost; the source goes on. */
public final class UnusablePictureException extends Exception {
  private static final long serialVersionUID = 1;

  public UnusablePictureException(String message) {
    super(message);
  }
}
