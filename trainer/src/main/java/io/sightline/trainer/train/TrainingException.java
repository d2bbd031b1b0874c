package io.sightline.trainer.train;

/** Training, or what it needs, that cannot go on. The message says why and what was kept. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TrainingException(String message) {
    super(message);
  }

  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
