package io.sightline.trainer.synthetic.picture;

import io.sightline.trainer.synthetic.raster.Vec;

/** Light to bytes: highlights roll off, the rest is sRGB. */
final class ToneCurve {
  private static final int STEPS = 4096;
  private static final float[] CODE = new float[STEPS + 1];

  static {
    for (int i = 0; i <= STEPS; i++) {
      double root = i / (double) STEPS;
      double linear = root * root;
      CODE[i] =
          (float) (linear < 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055);
    }
  }

  private ToneCurve() {}

  static byte[] bytes(float[] rgb, float noise, long seed) {
    byte[] out = new byte[rgb.length];
    long state = seed * 0x9e3779b97f4a7c15L + 0x632be59bd9b4e019L;
    for (int i = 0; i < rgb.length; i++) {
      float light = rgb[i];
      float rolled = light * (1 + light * 0.12f) / (1 + light * 0.4f);
      float code = CODE[(int) ((float) Math.sqrt(Vec.clamp(rolled, 0, 1)) * STEPS)];
      // Three uniform numbers out of one: near enough to a normal one. Dark parts are noisier.
      state = state * 6364136223846793005L + 1442695040888963407L;
      long bits = state >>> 4;
      float sum = (bits & 0xffff) + (bits >> 16 & 0xffff) + (bits >> 32 & 0xffff);
      float deviate = (sum / 65536f - 1.5f) * 2;
      code += noise * deviate * (1.35f - 0.7f * code);
      out[i] = (byte) Vec.clamp(code * 255 + 0.5f, 0, 255);
    }
    return out;
  }
}
