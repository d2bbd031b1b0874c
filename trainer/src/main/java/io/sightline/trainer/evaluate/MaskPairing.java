package io.sightline.trainer.evaluate;

/** Which of two compared faces wear a mask. */
public enum MaskPairing {
  BARE_BARE("bareBare", "bare - bare"),
  MASKED_BARE("maskedBare", "masked - bare"),
  MASKED_MASKED("maskedMasked", "masked - masked");

  private final String key;
  private final String title;

  MaskPairing(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** As in model cards and JSON. */
  public String key() {
    return key;
  }

  /** For people. */
  public String title() {
    return title;
  }

  static MaskPairing of(boolean firstMasked, boolean secondMasked) {
    return firstMasked && secondMasked
        ? MASKED_MASKED
        : firstMasked || secondMasked ? MASKED_BARE : BARE_BARE;
  }
}
