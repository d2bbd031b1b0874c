package io.sightline.trainer.mask;

import io.sightline.contract.face.SimilarityTransform;

/**
 * What the network sees of a picture in one step.
 *
 * @param rgb row-major HWC, 112x112x3 bytes
 * @param masked whether a mask, worn or drawn, covers the mouth
 * @param moved from pixels of the aligned picture to those of this one
 */
public record TrainingView(byte[] rgb, boolean masked, SimilarityTransform moved) {
  /** One that lies as its picture does. */
  public TrainingView(byte[] rgb, boolean masked) {
    this(rgb, masked, SimilarityTransform.NONE);
  }
}
