package io.sightline.trainer.train;

/** The ranks of a training cannot reach each other: one of them has ended. */
final class LostRankException extends RuntimeException {
  private static final long serialVersionUID = 1;

  LostRankException(String message, Throwable cause) {
    super(message, cause);
  }
}
