package io.sightline.indexer.topic;

/** Kafka has not confirmed a change: it may have been made or not. */
public final class NotSavedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private NotSavedException(String message, Throwable cause) {
    super(message, cause);
  }

  static NotSavedException unconfirmed(String reason, Throwable cause) {
    return new NotSavedException("Kafka has not confirmed the change: " + reason, cause);
  }

  /** Keeps the thread interrupted. */
  static NotSavedException stopping(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new NotSavedException("the service is being stopped", cause);
  }
}
