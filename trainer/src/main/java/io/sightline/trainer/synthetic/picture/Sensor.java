package io.sightline.trainer.synthetic.picture;

import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import java.util.SplittableRandom;

/**
 * A camera's lens, chip and encoder: from light to the picture that arrives.
 *
 * @param exposure factor on the light
 * @param red gain against green, white balance
 * @param blue gain against green
 * @param defocus standard deviation of the lens's blur, pixels
 * @param motion length of the smear during exposure, pixels
 * @param direction of the smear, radians
 * @param noise standard deviation at middle grey, share of full scale
 * @param interlace how far the odd lines lag behind, pixels
 * @param quality of the JPEG that it goes through, 1 to 100; 0 for none
 */
public record Sensor(
    float exposure,
    float red,
    float blue,
    float defocus,
    float motion,
    float direction,
    float noise,
    float interlace,
    int quality) {
  /** A good camera that stands still. */
  public static final Sensor CLEAN = new Sensor(1, 1, 1, 0.35f, 0, 0, 0.004f, 0, 0);

  /**
   * Any camera.
   *
   * @param bad 0 only good ones, 1 as bad as one meets
   */
  public static Sensor random(SplittableRandom random, double bad) {
    boolean moves = random.nextDouble() < 0.3 * bad;
    boolean interlaced = random.nextDouble() < 0.06 * bad;
    return new Sensor(
        (float) Math.exp(0.3 * bad * random.nextGaussian()),
        (float) Math.exp(0.09 * bad * random.nextGaussian()),
        (float) Math.exp(0.09 * bad * random.nextGaussian()),
        (float) (0.35 + bad * 0.9 * Math.pow(random.nextDouble(), 2)),
        moves ? (float) (3.5 * bad * random.nextDouble()) : 0,
        (float) (0.35 * random.nextGaussian()),
        (float) (0.004 + 0.024 * bad * Math.pow(random.nextDouble(), 2)),
        interlaced ? (float) (2.4 * random.nextDouble()) : 0,
        random.nextDouble() < 0.15 ? 0 : (int) (95 - 60 * bad * random.nextDouble()));
  }

  /**
   * Takes the picture.
   *
   * @param rgb linear light, row by row; is overwritten
   * @param seed of the noise
   */
  public Picture develop(float[] rgb, int width, int height, long seed) {
    Filters filters = new Filters(width, height);
    for (int i = 0; i < rgb.length; i += 3) {
      rgb[i] *= exposure * red;
      rgb[i + 1] *= exposure;
      rgb[i + 2] *= exposure * blue;
    }
    if (motion > 0.5f) {
      filters.smear(rgb, motion, direction);
    }
    if (defocus > 0.2f) {
      filters.blur(rgb, defocus);
    }
    if (interlace > 0) {
      filters.lag(rgb, interlace);
    }
    Picture picture = new Picture(width, height, ToneCurve.bytes(rgb, noise, seed));
    return quality == 0 ? picture : Pictures.decode(Pictures.jpeg(picture, quality), "rendered");
  }
}
