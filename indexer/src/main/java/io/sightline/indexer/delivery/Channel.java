package io.sightline.indexer.delivery;

import io.sightline.contract.wire.Alert;
import java.util.Optional;

/**
 * A way to the outside. What it sends follows from the alert's record, and from what it was last
 * told, alone: the same version sent again is the same message. Used by one thread.
 */
interface Channel extends AutoCloseable {

  /** Such as {@code webhook}. */
  String kind();

  /** Where to, for people; without credentials. */
  String target();

  /**
   * Whether this version is worth a message.
   *
   * @param told what the channel was last told of this alert
   */
  default boolean wants(Alert alert, Optional<Delivery> told) {
    return true;
  }

  /**
   * Returns when the other side has it: what is to be noted of that, such as who could not be told;
   * mostly empty.
   */
  String deliver(Alert alert, Optional<Delivery> told)
      throws ChannelException, InterruptedException;

  /** What to remember of a version for the next one. */
  default String memory(Alert alert) {
    return "";
  }

  @Override
  default void close() {}
}
