package io.sightline.trainer.export;

/** A model that is not written, because it cannot be or would not be the one that was trained. */
public final class ExportException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ExportException(String message) {
    super(message);
  }

  public ExportException(String message, Throwable cause) {
    super(message, cause);
  }
}
