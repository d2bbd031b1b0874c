package io.sightline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class PicturesTest {

  @Test
  void losslessThereAndBackInRgb() {
    byte[] rgb = Faces.noise(3);

    assertThat(Pictures.decode112(Pictures.png(Picture.crop(rgb)), "x")).isEqualTo(rgb);
  }

  @Test
  void aGreyPictureBecomesThreeEqualChannels() {
    // A binary PGM of 112x112 pixels.
    byte[] head = "P5 112 112 255\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] grey = Arrays.copyOf(head, head.length + 112 * 112);
    Arrays.fill(grey, head.length, grey.length, (byte) 77);

    Picture picture = Pictures.decode(grey, "grey");

    assertThat(picture.colourless()).isTrue();
    assertThat(picture.rgb()).containsOnly(77).hasSize(112 * 112 * 3);
  }

  @Test
  void badPicturesAreNamed() {
    byte[] jpeg = Faces.jpeg(1);
    byte[] small = Pictures.png(Picture.black(96, 112));

    assertThatThrownBy(() -> Pictures.decode112(small, "a.png"))
        .isInstanceOf(FaceDataException.class)
        .hasMessage("a.png: the picture is 96x112 pixels, an aligned crop is 112x112");
    assertThatThrownBy(() -> Pictures.decode112(new byte[0], "b")).hasMessageContaining("b: ");
    assertThatThrownBy(() -> Pictures.decode112(new byte[100], "c"))
        .hasMessageContaining("c: 100 bytes that are no picture");
    assertThatThrownBy(() -> Pictures.decode112(Arrays.copyOf(jpeg, jpeg.length / 2), "d"))
        .hasMessage("d: the JPEG is cut off");
  }

  @Test
  void nativeMemoryIsGivenBack() throws InterruptedException {
    byte[] jpeg = Faces.jpeg(1);
    Pictures.jpeg(Picture.crop(Pictures.decode112(jpeg, "x")), 90);
    long before = NativeMemory.settled();
    for (int i = 0; i < 200; i++) {
      Pictures.jpeg(Picture.crop(Pictures.decode112(jpeg, "x")), 90);
    }

    assertThat(Pointer.totalBytes()).isEqualTo(before);
  }
}
