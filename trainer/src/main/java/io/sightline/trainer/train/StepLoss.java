package io.sightline.trainer.train;

/**
 * A step's loss: means over its batch.
 *
 * @param arc {@code L_arc}
 * @param mask {@code L_mask}, without the logarithm
 * @param total what was minimised
 */
public record StepLoss(double arc, double mask, double total) {

  public boolean finite() {
    return Double.isFinite(arc) && Double.isFinite(mask) && Double.isFinite(total);
  }
}
