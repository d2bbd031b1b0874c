package io.sightline.local;

/** Something the user must put right; the message says what. */
final class UserException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UserException(String message) {
    super(message);
  }
}
