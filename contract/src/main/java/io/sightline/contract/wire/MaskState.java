package io.sightline.contract.wire;

/** {@code UNKNOWN} when the model cannot tell; never guessed. */
public enum MaskState {
  UNKNOWN,
  BARE,
  MASKED
}
