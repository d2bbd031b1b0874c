package io.sightline.trainer.synthetic.person;

/**
 * What makes one head differ from another. Lengths are in cm from the middle between the eyes;
 * widths are half widths. Means, spreads and the differences between men and women follow published
 * anthropometry of the face (L. Farkas, "Anthropometry of the Head and Face", 1994) in round
 * numbers; the rest was set by eye.
 */
public enum Trait {
  HEAD_WIDTH(7.35, 0.24, 0.22, 0, 0, 0, 0.05),
  HEAD_HEIGHT(11.3, 0.38, 0.1, 0, 0, 0, 0),
  HEAD_LENGTH(18.4, 0.5, 0.3, 0, 0.1, -0.35, 0),
  FOREHEAD(0, 0.3, -0.3, 0, 0, 0, 0),
  FACE_WIDTH(6.7, 0.2, 0.2, 0, 0.05, 0.16, 0.14),
  JAW_WIDTH(5.2, 0.3, 0.42, 0, 0.05, 0.08, 0.22),
  FACE_LENGTH(11.25, 0.4, 0.4, 0.2, 0, 0, 0.05),
  CHIN_WIDTH(0, 0.3, 0.28, 0, 0, 0, 0.1),
  CHIN_PROJECTION(0, 0.28, 0.12, 0, -0.12, -0.05, -0.05),
  CHEEKBONE(0.35, 0.16, 0, 0, 0, 0.14, -0.04),
  CHEEK_FULLNESS(0.0, 0.2, -0.1, -0.35, 0, 0.1, 0.34),
  BROW_RIDGE(0.2, 0.12, 0.2, 0.06, 0, -0.1, 0),
  EYE_SPACING(3.15, 0.14, 0.05, 0, 0.05, 0.05, 0),
  EYE_WIDTH(1.5, 0.07, 0.02, -0.05, 0, -0.03, 0),
  EYE_OPENING(0.6, 0.06, -0.06, -0.1, 0, -0.06, 0),
  EYE_TILT(0.06, 0.06, -0.03, -0.08, 0, 0.05, 0),
  EYE_DEPTH(0, 0.16, 0.1, 0.1, 0, -0.22, 0),
  BROW_HEIGHT(1.85, 0.16, -0.18, -0.1, 0, 0.1, 0),
  BROW_THICKNESS(0.36, 0.07, 0.09, -0.04, 0, 0, 0),
  BROW_ARCH(0.32, 0.12, -0.1, 0, 0, -0.04, 0),
  BROW_LENGTH(3.7, 0.24, 0.05, -0.15, 0, 0, 0),
  NOSE_LENGTH(4.55, 0.3, 0.2, 0.2, -0.05, -0.1, 0),
  NOSE_PROJECTION(1.95, 0.24, 0.16, 0.1, -0.2, -0.16, 0),
  NOSE_WIDTH(1.68, 0.13, 0.12, 0.08, 0.24, 0.06, 0.04),
  NOSE_BRIDGE(0.0, 0.16, 0.1, 0, -0.14, -0.22, 0),
  NOSE_HUMP(0, 0.12, 0.04, 0.04, 0, -0.06, 0),
  NOSE_TIP(0.82, 0.08, 0.04, 0.04, 0.08, 0, 0.03),
  NOSE_TURN(0.05, 0.13, -0.1, -0.15, 0, 0.05, 0),
  MOUTH_WIDTH(2.5, 0.17, 0.1, 0.05, 0.14, 0, 0),
  LIP_DISTANCE(2.25, 0.2, 0.14, 0.15, 0, 0, 0),
  LIP_UPPER(0.74, 0.14, -0.06, -0.24, 0.2, 0, 0),
  LIP_LOWER(0.95, 0.15, -0.03, -0.24, 0.2, 0, 0),
  LIP_PROJECTION(0, 0.13, -0.04, -0.12, 0.2, 0.06, 0),
  EAR_SIZE(6.0, 0.35, 0.2, 0.5, 0, 0, 0),
  EAR_ANGLE(0.25, 0.14, 0.05, 0, 0, 0, 0),
  HAIRLINE(6.6, 0.45, 0.1, 0.2, 0, 0, 0),
  TEMPLES(0.2, 0.3, 0.45, 0.4, 0, 0, 0),
  NECK(4.8, 0.2, 0.45, 0.05, 0, 0, 0.28);

  private final double mean;
  private final double spread;
  private final double[] loadings;

  Trait(
      double mean,
      double spread,
      double sex,
      double age,
      double breadth,
      double flatness,
      double weight) {
    this.mean = mean;
    this.spread = spread;
    loadings = new double[] {sex, age, breadth, flatness, weight};
  }

  /**
   * The trait of one head.
   *
   * @param own normal deviate of this trait alone
   * @param common sex (-1 to 1), age (0 to 1), and normal deviates of breadth, flatness and weight
   */
  float value(double own, double[] common) {
    double sum = mean + spread * own;
    for (int i = 0; i < common.length; i++) {
      sum += loadings[i] * common[i];
    }
    return (float) sum;
  }
}
