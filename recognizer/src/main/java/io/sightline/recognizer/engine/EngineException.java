package io.sightline.recognizer.engine;

/** An inference engine that failed. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param cause may be null
   */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
