package io.sightline.recognizer.card;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.recognizer.Samples;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PlainJpegTest {

  @Test
  void isWhatOurCamerasSend() throws Exception {
    assertThat(PlainJpeg.is(Samples.frame(Samples.faces().subList(0, 3), 0))).isTrue();
  }

  @Test
  void isNoneThatMayBeTurnedOrHasOtherColours() throws Exception {
    byte[] jpeg = Samples.frame(Samples.faces().subList(0, 3), 0);
    assertThat(PlainJpeg.is(with(jpeg, "ffe10004" + "4578"))).as("EXIF").isFalse();
    assertThat(PlainJpeg.is(with(jpeg, "ffee0004" + "4164"))).as("Adobe").isFalse();
    assertThat(PlainJpeg.is(with(jpeg, "fffe0004" + "2020"))).as("comment").isTrue();
  }

  @Test
  void isNoneOfOtherComponents() throws Exception {
    byte[] jpeg = Samples.frame(Samples.faces().subList(0, 3), 0);
    int frame = 0;
    while ((jpeg[frame] & 0xff) != 0xff || (jpeg[frame + 1] & 0xff) != 0xc0) {
      frame++;
    }
    assertThat(PlainJpeg.is(changed(jpeg, frame + 9, 1))).as("grey").isTrue();
    assertThat(PlainJpeg.is(changed(jpeg, frame + 9, 4))).as("CMYK").isFalse();
    assertThat(PlainJpeg.is(changed(jpeg, frame + 10, 'R'))).as("RGB").isFalse();
    assertThat(PlainJpeg.is(changed(jpeg, frame + 1, 0xc4))).as("without a frame").isFalse();
  }

  @Test
  void isNoneThatBreaksOff() throws Exception {
    byte[] jpeg = Samples.frame(Samples.faces().subList(0, 3), 0);
    assertThat(PlainJpeg.is(Arrays.copyOf(jpeg, jpeg.length - 1))).isFalse();
    assertThat(PlainJpeg.is(Arrays.copyOf(jpeg, jpeg.length / 2))).isFalse();
    assertThat(PlainJpeg.is(Arrays.copyOf(jpeg, jpeg.length + 3))).as("zeros behind").isTrue();
  }

  @Test
  void isNothingElse() throws Exception {
    byte[] jpeg = Samples.frame(Samples.faces().subList(0, 3), 0);
    for (int length : new int[] {0, 1, 2, 3, 4, 20, 200}) {
      assertThat(PlainJpeg.is(Arrays.copyOf(jpeg, length))).isFalse();
    }
    assertThat(PlainJpeg.is("\u0089PNG and more of it".getBytes())).isFalse();
    assertThat(PlainJpeg.is(new byte[100])).isFalse();
  }

  private static byte[] changed(byte[] jpeg, int at, int value) {
    byte[] copy = jpeg.clone();
    copy[at] = (byte) value;
    return copy;
  }

  /** With a segment behind the start. */
  private static byte[] with(byte[] jpeg, String segment) {
    byte[] added = HexFormat.of().parseHex(segment);
    byte[] all = Arrays.copyOf(jpeg, jpeg.length + added.length);
    System.arraycopy(added, 0, all, 2, added.length);
    System.arraycopy(jpeg, 2, all, 2 + added.length, jpeg.length - 2);
    return all;
  }
}
