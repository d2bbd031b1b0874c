package io.sightline.trainer.data;

/**
 * Whether the person on a picture wears a face mask, and where; names as in {@code truth.jsonl}.
 */
public enum MaskWear {
  BARE,
  /** Over mouth and nose. */
  MASKED,
  UNDER_NOSE,
  UNDER_CHIN;

  /** Whether the mouth is covered: that is what the mask head calls masked. */
  public boolean covers() {
    return this == MASKED || this == UNDER_NOSE;
  }
}
