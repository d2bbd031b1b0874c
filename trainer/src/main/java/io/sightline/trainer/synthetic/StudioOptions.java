package io.sightline.trainer.synthetic;

/**
 * How faces are photographed.
 *
 * @param smallest size of a face in the picture, pixels (geometric mean of its box)
 * @param largest size
 * @param yaw widest turn from the camera, degrees
 * @param pitch widest tilt, degrees
 * @param roll standard deviation of the tilt aside, degrees
 * @param masked share of the pictures with a mask, worn right or not
 * @param distractors whether hats, scarves, hoods, glasses and sunglasses are worn
 * @param blinks whether eyes are shut now and then
 * @param bad how bad cameras get, 0 to 1
 * @param overhead share of the pictures taken from above, as by cameras under a ceiling; the others
 *     are taken from about the height of a face
 * @param dressed share of the looks with glasses, and share with something on the head, whoever it
 *     is: a recogniser is to learn that neither says who somebody is. 0: as people wear them
 * @param sameLooks pictures in which somebody looks the same but for pose and light, at most
 */
public record StudioOptions(
    double smallest,
    double largest,
    double yaw,
    double pitch,
    double roll,
    double masked,
    boolean distractors,
    boolean blinks,
    double bad,
    double overhead,
    double dressed,
    int sameLooks) {
  private static final int SAME_LOOKS = 4;

  /** As faces come from cameras in a building. */
  public static final StudioOptions USUAL =
      new StudioOptions(36, 170, 75, 30, 5, 0.3, true, true, 1, 0);

  /** Dressed as people are. */
  public StudioOptions(
      double smallest,
      double largest,
      double yaw,
      double pitch,
      double roll,
      double masked,
      boolean distractors,
      boolean blinks,
      double bad,
      double overhead) {
    this(
        smallest,
        largest,
        yaw,
        pitch,
        roll,
        masked,
        distractors,
        blinks,
        bad,
        overhead,
        0,
        SAME_LOOKS);
  }

  public StudioOptions {
    if (!(smallest >= 8 && largest >= smallest && largest <= 600)) {
      throw new IllegalArgumentException(
          "face sizes from " + smallest + " to " + largest + ": from 8 to 600 pixels, rising");
    }
    if (!(yaw >= 0 && yaw <= 90 && pitch >= 0 && pitch <= 60 && roll >= 0 && roll <= 30)) {
      throw new IllegalArgumentException(
          "yaw " + yaw + " (to 90), pitch " + pitch + " (to 60), roll " + roll + " (to 30)");
    }
    if (!(share(masked) && share(bad) && share(overhead) && share(dressed))) {
      throw new IllegalArgumentException(
          "shares lie from 0 to 1: masked %s, bad %s, overhead %s, dressed %s"
              .formatted(masked, bad, overhead, dressed));
    }
    if (sameLooks < 1) {
      throw new IllegalArgumentException("same looks in 1 picture or more, not " + sameLooks);
    }
  }

  private static boolean share(double value) {
    return value >= 0 && value <= 1;
  }
}
