package io.sightline.contract.wire;

import java.util.OptionalDouble;

/** {@code UNKNOWN} when the model cannot tell; never guessed. */
public enum MaskState {
  UNKNOWN,
  BARE,
  MASKED;

  /**
   * @param probability that a mask is worn; empty when the model has no mask head
   */
  public static MaskState of(OptionalDouble probability) {
    if (probability.isEmpty()) {
      return UNKNOWN;
    }
    return probability.getAsDouble() >= 0.5 ? MASKED : BARE;
  }
}
