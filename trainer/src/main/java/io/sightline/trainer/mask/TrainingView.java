package io.sightline.trainer.mask;

/**
 * What the network sees of a picture in one step.
 *
 * @param rgb row-major HWC, 112x112x3 bytes
 * @param masked whether a mask, worn or drawn, covers the mouth
 */
public record TrainingView(byte[] rgb, boolean masked) {}
