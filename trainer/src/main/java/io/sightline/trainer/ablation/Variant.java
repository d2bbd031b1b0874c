package io.sightline.trainer.ablation;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.mask.AugmentConfig;
import io.sightline.trainer.train.Recipe;

/** What the MTArcFace paper compares (arXiv 2104.09874, section 4). */
enum Variant {
  /** No mask is ever seen. */
  ARCFACE("ArcFace", false, false),
  /** Masks are seen, and nothing says so. */
  MASKED_DATA("ArcFace + masked data", true, false),
  /** Masks are seen, and a second head learns to say so. */
  MTARCFACE("MTArcFace", true, true);

  private final String title;
  private final boolean masks;
  private final boolean maskTask;

  Variant(String title, boolean masks, boolean maskTask) {
    this.title = title;
    this.masks = masks;
    this.maskTask = maskTask;
  }

  String title() {
    return title;
  }

  /** Of the recipe that all variants share. */
  Recipe recipe(Recipe shared, long seed) {
    AugmentConfig augment = masks ? shared.augment() : shared.augment().withMask(0);
    return shared.with(shared.loss().withMaskTask(maskTask), augment, seed);
  }

  /** Of the set that all variants share. */
  FaceSet faces(FaceSet shared) {
    return masks ? shared : new BareFaces(shared);
  }
}
