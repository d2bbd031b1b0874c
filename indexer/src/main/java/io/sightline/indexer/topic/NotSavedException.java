package io.sightline.indexer.topic;

/** Kafka has not confirmed a change: it may have been made or not. */
public final class NotSavedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotSavedException(String message, Throwable cause) {
    super(message, cause);
  }
}
