package io.sightline.trainer.synthetic.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.data.Picture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SensorTest {
  private static final int SIDE = 32;

  /** Black at the left, white at the right. */
  private static float[] halves() {
    float[] rgb = new float[3 * SIDE * SIDE];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i / 3 % SIDE < SIDE / 2 ? 0.02f : 0.6f;
    }
    return rgb;
  }

  private static Picture take(Sensor sensor, long seed) {
    return sensor.develop(halves(), SIDE, SIDE, seed);
  }

  private static int level(Picture picture, int x, int y) {
    return picture.rgb()[3 * (y * SIDE + x) + 1] & 0xff;
  }

  @Test
  void exposureBrightensAndBlurMixes() {
    Sensor sharp = new Sensor(1, 1, 1, 0, 0, 0, 0, 0, 0);
    Sensor bright = new Sensor(2, 1, 1, 0, 0, 0, 0, 0, 0);
    Sensor soft = new Sensor(1, 1, 1, 2, 0, 0, 0, 0, 0);
    Sensor smeared = new Sensor(1, 1, 1, 0, 6, 0, 0, 0, 0);
    assertThat(level(take(bright, 1), 24, 9)).isGreaterThan(level(take(sharp, 1), 24, 9));
    int dark = level(take(sharp, 1), 14, 9);
    assertThat(level(take(soft, 1), 14, 9)).isGreaterThan(dark);
    assertThat(level(take(smeared, 1), 14, 9)).isGreaterThan(dark);
    assertThat(level(take(smeared, 1), 4, 9)).isEqualTo(dark);
  }

  @Test
  void oddLinesLag() {
    Picture picture = take(new Sensor(1, 1, 1, 0, 0, 0, 0, 3, 0), 1);
    assertThat(level(picture, 17, 9)).isLessThan(level(picture, 17, 8));
    assertThat(level(picture, 25, 9)).isEqualTo(level(picture, 25, 8));
  }

  @Test
  void noiseIsOfItsSeedAndJpegLeavesTraces() {
    Sensor noisy = new Sensor(1, 1, 1, 0, 0, 0, 0.03f, 0, 0);
    assertThat(take(noisy, 4).rgb()).isEqualTo(take(noisy, 4).rgb());
    assertThat(Arrays.equals(take(noisy, 4).rgb(), take(noisy, 5).rgb())).isFalse();
    Sensor plain = new Sensor(1, 1, 1, 0, 0, 0, 0, 0, 0);
    Sensor packed = new Sensor(1, 1, 1, 0, 0, 0, 0, 0, 30);
    assertThat(Arrays.equals(take(plain, 1).rgb(), take(packed, 1).rgb())).isFalse();
  }
}
