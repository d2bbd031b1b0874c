package io.sightline.trainer.synthetic.person;

/** Whether a face mask is worn, and where. */
public enum MaskState {
  BARE,
  /** Over mouth and nose. */
  MASKED,
  UNDER_NOSE,
  UNDER_CHIN
}
