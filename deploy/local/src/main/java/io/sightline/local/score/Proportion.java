package io.sightline.local.score;

/**
 * A share that was counted, with its 95 % confidence interval by Wilson's score (E. B. Wilson,
 * 1927), which is honest for few cases and for shares near 0 and 1.
 */
public record Proportion(int count, int of) {
  private static final double Z = 1.959963985;

  /** Not a number when nothing was counted. */
  public double share() {
    return (double) count / of;
  }

  public double low() {
    return of == 0 ? 0 : Math.max(0, centre() - margin());
  }

  public double high() {
    return of == 0 ? 1 : Math.min(1, centre() + margin());
  }

  private double centre() {
    return (share() + Z * Z / (2 * of)) / (1 + Z * Z / of);
  }

  private double margin() {
    double p = share();
    return Z / (1 + Z * Z / of) * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of));
  }
}
