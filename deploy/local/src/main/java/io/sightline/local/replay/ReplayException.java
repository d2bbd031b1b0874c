package io.sightline.local.replay;

/** A replay that cannot be made; the message says it all. */
public final class ReplayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ReplayException(String message) {
    super(message);
  }

  ReplayException(String message, Throwable cause) {
    super(message, cause);
  }
}
