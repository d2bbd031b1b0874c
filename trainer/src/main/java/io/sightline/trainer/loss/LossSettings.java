package io.sightline.trainer.loss;

/**
 * What {@link MtArcFaceLoss} and {@link ClassCentres} are told.
 *
 * @param scale ArcFace's s
 * @param margin ArcFace's m in radians; 0 switches the margin off
 * @param maskTask whether the mask head is trained
 * @param weightDecay lambda of {@code L_reg = lambda * sum(W^2)}
 * @param sampledClasses classes compared in one step (partial FC, arXiv 2010.05222); 0 for all
 */
public record LossSettings(
    double scale, double margin, boolean maskTask, double weightDecay, int sampledClasses) {

  public LossSettings {
    check(scale > 0, "scale must be above 0");
    check(margin >= 0 && margin < Math.PI / 2, "margin must be from 0 to below pi/2");
    check(weightDecay >= 0, "weight_decay must not be below 0");
    check(sampledClasses >= 0, "sampled_classes must not be below 0");
  }

  /** The same with the mask head trained or not. */
  public LossSettings withMaskTask(boolean trained) {
    return new LossSettings(scale, margin, trained, weightDecay, sampledClasses);
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException("loss: " + complaint);
    }
  }
}
