package io.sightline.ingest.source;

/** A source cannot be opened, or gives no more pictures. Its message never holds credentials. */
public final class SourceException extends Exception {
  private static final long serialVersionUID = 1;

  public SourceException(String message) {
    super(message);
  }
}
