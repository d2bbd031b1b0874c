package io.sightline.indexer.delivery;

/** A channel did not take an alert; the message holds no secret. */
final class ChannelException extends Exception {
  private static final long serialVersionUID = 1;
  private final boolean refused;

  private ChannelException(boolean refused, String message) {
    super(message);
    this.refused = refused;
  }

  /** The other side is away, slow, or set up wrongly: the same may be taken later. */
  static ChannelException later(String message) {
    return new ChannelException(false, message);
  }

  /** The other side will never take this very message. */
  static ChannelException never(String message) {
    return new ChannelException(true, message);
  }

  boolean refused() {
    return refused;
  }
}
