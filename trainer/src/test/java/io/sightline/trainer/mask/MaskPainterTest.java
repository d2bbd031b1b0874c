package io.sightline.trainer.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.trainer.data.Faces;
import io.sightline.trainer.data.Picture;
import java.awt.Color;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MaskPainterTest {
  private static final Color LIGHT = new Color(224, 172, 140);
  private static final Color GROUND = new Color(70, 90, 110);

  @ParameterizedTest
  @EnumSource(MaskType.class)
  void coversNoseMouthAndChinAndLeavesTheEyes(MaskType type) {
    Picture face = Picture.crop(Faces.face());
    for (double yaw : new double[] {-0.6, -0.3, 0, 0.3, 0.6}) {
      Picture masked = paint(face, plain(type, 0x0000ff), new FacePose(yaw, 0, 1, 1));
      for (int[] covered : new int[][] {{56, 74}, {56, 92}, {44, 90}, {68, 90}, {56, 108}}) {
        assertThat(blue(masked, covered[0], covered[1])).as("%s at %s", type, yaw).isTrue();
      }
      // Bands of an N95 pass beside the eyes.
      for (int i = 0; i < 112 * 52; i++) {
        if (i % 112 >= 32 && i % 112 < 80) {
          assertThat(masked.rgb()[3 * i]).isEqualTo(face.rgb()[3 * i]);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"-0.5, true", "0.5, false"})
  void onATurnedFaceTheNearCheekShowsMoreOfTheMask(double yaw, boolean right) {
    Picture face = Picture.crop(Faces.face());
    Picture masked = paint(face, plain(MaskType.SURGICAL, 0x0000ff), new FacePose(yaw, 0, 1, 1));
    int left = 0;
    int all = 0;
    for (int x = 0; x < 112; x++) {
      if (blue(masked, x, 84)) {
        all++;
        left += x < 56 ? 1 : 0;
      }
    }

    assertThat(all).isBetween(45, 85);
    assertThat(2 * left < all).isEqualTo(right);
  }

  @Test
  void theMaskIsAsBrightAsTheFace() {
    MaskLook white = plain(MaskType.CLOTH, 0xffffff);
    Picture bright = paint(Picture.crop(Faces.face()), white, FacePose.FRONT);
    byte[] dim = Faces.face(new Color(70, 54, 44), new Color(20, 25, 30), 0);
    Picture dark = paint(Picture.crop(dim), white, FacePose.FRONT);

    assertThat(green(bright, 56, 84)).isGreaterThan(190);
    assertThat(green(dark, 56, 84)).isBetween(50, 120);
  }

  @Test
  void aGreyPictureGetsAGreyMask() {
    byte[] grey = Faces.face(new Color(170, 170, 170), new Color(80, 80, 80), 0);
    for (int i = 0; i < grey.length; i += 3) {
      grey[i] = grey[i + 1];
      grey[i + 2] = grey[i + 1];
    }
    byte[] rgb = paint(Picture.crop(grey), plain(MaskType.N95, 0xd02010), FacePose.FRONT).rgb();

    for (int i = 0; i < rgb.length; i += 3) {
      assertThat(Math.abs(rgb[i] - rgb[i + 1]) + Math.abs(rgb[i] - rgb[i + 2])).isLessThan(3);
    }
  }

  @Test
  void anySquareSize() {
    Picture small = Picture.crop(Faces.face());
    byte[] twice = new byte[4 * small.rgb().length];
    for (int i = 0; i < twice.length; i++) {
      int x = i / 3 % 224 / 2;
      int y = i / 3 / 224 / 2;
      twice[i] = small.rgb()[3 * (y * 112 + x) + i % 3];
    }
    Picture large =
        paint(new Picture(224, 224, twice), plain(MaskType.KN95, 0x0000ff), FacePose.FRONT);

    assertThat(blue(large, 112, 180)).isTrue();
    assertThat(blue(large, 112, 100)).isFalse();
    assertThatThrownBy(
            () -> paint(new Picture(2, 1, new byte[6]), plain(MaskType.KN95, 0), FacePose.FRONT))
        .hasMessageContaining("2x1");
  }

  @Test
  void yawIsSeenInTheCheeks() {
    assertThat(PoseEstimator.yaw(Picture.crop(Faces.face()))).isBetween(-0.1, 0.1);
    // More cheek on the picture's right of the nose: the face looks to the left.
    byte[] left = Faces.face(LIGHT, GROUND, 14);
    byte[] right = Faces.face(LIGHT, GROUND, -14);
    assertThat(PoseEstimator.yaw(Picture.crop(left))).isBetween(-0.7, -0.3);
    assertThat(PoseEstimator.yaw(Picture.crop(right))).isBetween(0.3, 0.7);
  }

  @Test
  void withoutAnOutlineTheFaceLooksStraightAhead() {
    assertThat(PoseEstimator.yaw(new Picture(112, 112, new byte[37632]))).isZero();
  }

  private static Picture paint(Picture face, MaskLook look, FacePose pose) {
    return MaskPainter.paint(face, look, pose, new SplittableRandom(1));
  }

  private static MaskLook plain(MaskType type, int colour) {
    return new MaskLook(type, Fabric.plain(colour));
  }

  private static boolean blue(Picture picture, int x, int y) {
    int i = 3 * (y * picture.width() + x);
    return (picture.rgb()[i + 2] & 0xff) > 2 * (picture.rgb()[i] & 0xff);
  }

  private static int green(Picture picture, int x, int y) {
    return picture.rgb()[3 * (y * picture.width() + x) + 1] & 0xff;
  }
}
