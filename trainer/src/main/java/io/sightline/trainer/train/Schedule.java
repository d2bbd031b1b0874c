package io.sightline.trainer.train;

import java.util.List;

/**
 * The learning rate over time.
 *
 * @param type how it falls
 * @param rate at the start, after the warm-up
 * @param warmup steps over which it rises linearly from zero
 * @param drops STEPS: steps at which it is multiplied by {@code factor}
 * @param factor STEPS: the multiplier
 * @param power POLYNOMIAL: the exponent of the way left
 */
public record Schedule(
    Type type, double rate, long warmup, List<Long> drops, double factor, double power) {

  /** How the rate falls. */
  public enum Type {
    /** The paper's: by a factor at given steps. */
    STEPS,
    /** To zero at the last step. */
    POLYNOMIAL
  }

  public Schedule {
    check(type != null, "type is missing (steps or polynomial)");
    check(rate > 0, "rate must be above 0");
    check(warmup >= 0, "warmup must not be below 0");
    check(factor > 0 && factor <= 1, "factor must be above 0, at the most 1");
    check(power > 0, "power must be above 0");
    check(drops != null && drops.stream().allMatch(d -> d > 0), "drops must be steps above 0");
    drops = List.copyOf(drops);
  }

  /**
   * @param step from 0
   * @param steps of the whole training
   */
  public double at(long step, long steps) {
    if (step < warmup) {
      return rate * (step + 1) / warmup;
    }
    if (type == Type.STEPS) {
      return rate * Math.pow(factor, drops.stream().filter(drop -> step >= drop).count());
    }
    double left = Math.max(0, steps - step) / (double) Math.max(1, steps - warmup);
    return rate * Math.pow(Math.min(1, left), power);
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException("schedule: " + complaint);
    }
  }
}
