package io.sightline.trainer.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.data.Picture;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MaskLayerTest {

  @Test
  void edgesAreTrueCoverage() {
    Picture onBlack = drawn((byte) 0);
    Picture onWhite = drawn((byte) 255);

    int partly = 0;
    for (int i = 0; i < onBlack.rgb().length; i += 3) {
      // Over white, what the sheet leaves open is added, the same in each channel.
      int open = (onWhite.rgb()[i + 1] & 0xff) - (onBlack.rgb()[i + 1] & 0xff);
      int red = onBlack.rgb()[i] & 0xff;
      assertThat(red).isCloseTo(200 * (255 - open) / 255, org.assertj.core.data.Offset.offset(2));
      assertThat(onBlack.rgb()[i + 1]).isZero();
      partly += open > 10 && open < 245 ? 1 : 0;
    }
    assertThat(partly).isBetween(20, 80);
    assertThat(onBlack.rgb()[3 * (12 * 32 + 8)] & 0xff).isEqualTo(200);
    assertThat(onWhite.rgb()[3 * (5 * 32 + 30)] & 0xff).isEqualTo(255);
  }

  @Test
  void trianglesThatShareAnEdgeLeaveNoGap() {
    MaskLayer layer = new MaskLayer(32, 32);
    float[] a = {3.3f, 4.1f, 0, 0, 1};
    float[] b = {27.7f, 5.2f, 0, 0, 1};
    float[] c = {28.9f, 26.4f, 0, 0, 1};
    float[] d = {4.4f, 29.3f, 0, 0, 1};
    layer.triangle(a, b, c, MaskLayerTest::red);
    layer.triangle(a, c, d, MaskLayerTest::red);
    Picture over = layer.over(new Picture(32, 32, new byte[3 * 32 * 32]), 0, 0);

    for (int y = 8; y < 24; y++) {
      for (int x = 8; x < 24; x++) {
        assertThat(over.rgb()[3 * (y * 32 + x)] & 0xff).isEqualTo(200);
      }
    }
  }

  @Test
  void whatFacesAwayIsNotDrawn() {
    MaskLayer layer = new MaskLayer(32, 32);
    float[] a = {4, 4, 0, 0, 1};
    float[] b = {28, 4, 0, 0, 1};
    float[] c = {4, 28, 0, 0, 1};
    layer.triangle(a, c, b, MaskLayerTest::red);

    assertThat(layer.over(new Picture(32, 32, new byte[3072]), 0, 0).rgb()).containsOnly(0);
  }

  private static Picture drawn(byte ground) {
    byte[] below = new byte[3 * 32 * 32];
    Arrays.fill(below, ground);
    MaskLayer layer = new MaskLayer(32, 32);
    layer.triangle(
        new float[] {3, 4, 0, 0, 1},
        new float[] {29, 9, 0, 0, 1},
        new float[] {5, 30, 0, 0, 1},
        MaskLayerTest::red);
    return layer.over(new Picture(32, 32, below), 0, 0);
  }

  private static void red(float u, float v, float light, float[] rgba) {
    rgba[0] = 200;
    rgba[1] = 0;
    rgba[2] = 0;
    rgba[3] = 1;
  }
}
