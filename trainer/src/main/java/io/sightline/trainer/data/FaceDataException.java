package io.sightline.trainer.data;

/** Face data that cannot be used. The message names the file, record or picture. */
public final class FaceDataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public FaceDataException(String message) {
    super(message);
  }

  public FaceDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
