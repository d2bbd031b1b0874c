package io.sightline.trainer.train;

import io.sightline.trainer.loss.LossSettings;
import io.sightline.trainer.mask.AugmentConfig;
import io.sightline.trainer.net.NetworkSpec;
import io.sightline.trainer.net.NetworkType;
import java.util.List;

/**
 * Everything that decides what a training computes, and nothing of the machine. Keys of the YAML
 * are the components' names in snake case.
 *
 * @param batch pictures in a step
 * @param momentum of the descent
 * @param freeze first steps in which only the mask head and the class centres learn (fine-tuning)
 * @param checkpointEvery steps
 * @param keep checkpoints; older ones are removed
 * @param seed of initial weights, order, augmentation and dropout
 */
public record Recipe(
    NetworkSpec network,
    LossSettings loss,
    AugmentConfig augment,
    Schedule schedule,
    long steps,
    int batch,
    double momentum,
    long freeze,
    Precision precision,
    long checkpointEvery,
    int keep,
    long seed) {

  /**
   * The paper's: LResNet50E-IR, batch 512, 300 000 steps, momentum 0.9, rate 0.0015 times 0.3 at
   * 100 000 and 180 000 steps, L2 5e-4.
   */
  public static final Recipe PAPER =
      new Recipe(
          new NetworkSpec(NetworkType.IR50, 1, 1, 512, 0.4, false),
          new LossSettings(64, 0.5, true, 5e-4, 0),
          AugmentConfig.DEFAULT,
          new Schedule(Schedule.Type.STEPS, 0.0015, 0, List.of(100_000L, 180_000L), 0.3, 2),
          300_000,
          512,
          0.9,
          0,
          Precision.AUTO,
          2000,
          3,
          1);

  public Recipe {
    check(network != null, "network is missing");
    check(loss != null, "loss is missing");
    check(augment != null, "augment is missing");
    check(schedule != null, "schedule is missing");
    check(precision != null, "precision is missing (auto, fp32, bf16 or fp16)");
    check(steps > 0, "steps must be above 0");
    check(batch > 1, "batch must be above 1: batch normalisation needs two pictures");
    check(momentum >= 0 && momentum < 1, "momentum must be from 0 to below 1");
    check(freeze >= 0, "freeze must not be below 0");
    check(checkpointEvery > 0, "checkpoint_every must be above 0");
    check(keep > 0, "keep must be above 0");
  }

  /** The same but for loss, changes to pictures and seed. */
  public Recipe with(LossSettings loss, AugmentConfig augment, long seed) {
    return new Recipe(
        network,
        loss,
        augment,
        schedule,
        steps,
        batch,
        momentum,
        freeze,
        precision,
        checkpointEvery,
        keep,
        seed);
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
