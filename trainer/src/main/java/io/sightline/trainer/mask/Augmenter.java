package io.sightline.trainer.mask;

import io.sightline.contract.face.SimilarityTransform;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.data.Warp;
import java.util.SplittableRandom;

/**
 * Makes training views of aligned crops: mirrored, masked, recoloured, blurred, compressed again.
 * Thread-safe; the view is a function of picture and seed alone.
 */
public final class Augmenter {
  private static final int SIDE = Pictures.SIDE;
  private final AugmentConfig config;

  public Augmenter(AugmentConfig config) {
    this.config = config;
  }

  /**
   * No mask is drawn over one that is worn already, wherever it is worn.
   *
   * @param rgb112 row-major HWC, 112x112x3 bytes; left as it is
   * @param worn on the picture
   */
  public TrainingView view(byte[] rgb112, MaskWear worn, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = random.nextDouble() < config.mirror() ? mirror(rgb112) : rgb112.clone();
    boolean draws = random.nextDouble() < config.mask() && worn == MaskWear.BARE;
    if (draws) {
      rgb = Masks.wear(Picture.crop(rgb), MaskLook.any(random), random).rgb();
    }
    SimilarityTransform moved = SimilarityTransform.NONE;
    if (random.nextDouble() < config.align()) {
      moved = Misalignment.random(config.misalignment(), random);
      rgb = Warp.crop(Picture.crop(rgb), moved).rgb();
    }
    if (random.nextDouble() < config.colour()) {
      recolour(rgb, random);
    }
    if (random.nextDouble() < config.blur()) {
      rgb = blur(rgb, 1 + random.nextInt(3));
    }
    if (random.nextDouble() < config.jpeg()) {
      byte[] encoded = Pictures.jpeg(Picture.crop(rgb), random.nextInt(35, 96));
      rgb = Pictures.decode112(encoded, "a picture compressed again");
    }
    return new TrainingView(rgb, draws || worn.covers(), moved);
  }

  /** Left and right exchanged; the same picture when done twice. */
  public static byte[] mirror(byte[] rgb112) {
    byte[] mirrored = new byte[rgb112.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int from = 3 * (y * SIDE + x);
        int to = 3 * (y * SIDE + SIDE - 1 - x);
        mirrored[to] = rgb112[from];
        mirrored[to + 1] = rgb112[from + 1];
        mirrored[to + 2] = rgb112[from + 2];
      }
    }
    return mirrored;
  }

  /** Brightness, contrast and saturation, each by up to a quarter. */
  private static void recolour(byte[] rgb, SplittableRandom random) {
    float brightness = (float) random.nextDouble(-32, 32);
    float contrast = (float) random.nextDouble(0.75, 1.25);
    float saturation = (float) random.nextDouble(0.75, 1.25);
    for (int i = 0; i < rgb.length; i += 3) {
      float r = rgb[i] & 0xff;
      float g = rgb[i + 1] & 0xff;
      float b = rgb[i + 2] & 0xff;
      float grey = Colours.luminance(r, g, b);
      float base = 128 + brightness + contrast * (grey - 128);
      rgb[i] = clamp(base + contrast * saturation * (r - grey));
      rgb[i + 1] = clamp(base + contrast * saturation * (g - grey));
      rgb[i + 2] = clamp(base + contrast * saturation * (b - grey));
    }
  }

  private static byte[] blur(byte[] rgb, int times) {
    float[] values = new float[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      values[i] = rgb[i] & 0xff;
    }
    for (int i = 0; i < times; i++) {
      values = Blur.soften(values, SIDE, SIDE, 3, 1);
    }
    byte[] blurred = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      blurred[i] = clamp(values[i]);
    }
    return blurred;
  }

  private static byte clamp(float value) {
    return (byte) Math.min(255, Math.max(0, (int) (value + 0.5f)));
  }
}
