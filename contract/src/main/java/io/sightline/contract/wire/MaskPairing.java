package io.sightline.contract.wire;

/**
 * What a comparison compares: a similarity means something else when a mask hides half a face, so
 * each pairing has thresholds of its own. {@code UNKNOWN} when the state of either side is.
 */
public enum MaskPairing {
  UNKNOWN,
  BARE_BARE,
  MASKED_BARE,
  MASKED_MASKED;

  /** The order does not matter. */
  public static MaskPairing of(MaskState a, MaskState b) {
    if (a == MaskState.UNKNOWN || b == MaskState.UNKNOWN) {
      return UNKNOWN;
    }
    if (a != b) {
      return MASKED_BARE;
    }
    return a == MaskState.MASKED ? MASKED_MASKED : BARE_BARE;
  }
}
