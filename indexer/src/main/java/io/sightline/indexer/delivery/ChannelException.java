package io.sightline.indexer.delivery;

/** A channel did not take an alert; the message holds no secret. */
final class ChannelException extends Exception {
  private static final long serialVersionUID = 1;
  private final Kind kind;

  enum Kind {
    /** The other side is away, slow, or set up wrongly: the same may be taken later. */
    LATER,
    /** Some of those it is for have it, the others may get it later. */
    PARTLY,
    /** The other side will never take this very message. */
    NEVER,
    /** A fault of ours: it is hardly another one at the next try. */
    OURS
  }

  private ChannelException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static ChannelException later(String message) {
    return new ChannelException(Kind.LATER, message);
  }

  static ChannelException partly(String message) {
    return new ChannelException(Kind.PARTLY, message);
  }

  static ChannelException never(String message) {
    return new ChannelException(Kind.NEVER, message);
  }

  static ChannelException ours(RuntimeException fault) {
    return new ChannelException(
        Kind.OURS, "internal error: " + fault.getClass().getSimpleName() + ", see the log");
  }

  Kind kind() {
    return kind;
  }

  boolean refused() {
    return kind == Kind.NEVER;
  }
}
