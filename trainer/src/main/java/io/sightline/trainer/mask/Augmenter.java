package io.sightline.trainer.mask;

import java.util.SplittableRandom;

/**
 * Makes training views of pictures. Thread-safe; the view is a function of picture and seed alone.
 */
public final class Augmenter {
  private static final int SIDE = 112;
  private final AugmentConfig config;

  public Augmenter(AugmentConfig config) {
    this.config = config;
  }

  /**
   * @param rgb112 row-major HWC, 112x112x3 bytes; left as it is
   */
  public TrainingView view(byte[] rgb112, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = random.nextDouble() < config.mirror() ? mirror(rgb112) : rgb112.clone();
    return new TrainingView(rgb, false);
  }

  private static byte[] mirror(byte[] rgb) {
    byte[] mirrored = new byte[rgb.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        System.arraycopy(rgb, 3 * (y * SIDE + x), mirrored, 3 * (y * SIDE + SIDE - 1 - x), 3);
      }
    }
    return mirrored;
  }
}
