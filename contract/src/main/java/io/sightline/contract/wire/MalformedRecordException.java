package io.sightline.contract.wire;

/**
 * Bytes that are not the message they should be. The message names the kind of record and what is
 * wrong with it.
 */
public final class MalformedRecordException extends RuntimeException {
  private static final long serialVersionUID = 1;

  MalformedRecordException(String kind, String reason, Throwable cause) {
    super("not a " + kind + ": " + reason, cause);
  }
}
