package io.sightline.recognizer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class PicturesTest {

  @Test
  void readsJpegAndPng() throws Exception {
    for (String format : new String[] {"jpg", "png"}) {
      try (Mat picture = Pictures.decode(encoded(40, 30, format))) {
        assertThat(picture.cols()).isEqualTo(40);
        assertThat(picture.rows()).isEqualTo(30);
        assertThat(picture.channels()).isEqualTo(3);
      }
    }
  }

  @Test
  void refusesAPictureThatIsTooLargeBeforeDecodingIt() throws Exception {
    byte[] bomb = encoded(20, 10, "png");
    // The header's width: 20 000 pixels, in a file of a few hundred bytes.
    bomb[18] = 0x4e;
    bomb[19] = 0x20;
    assertThatThrownBy(() -> Pictures.decode(bomb))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("20000x10");
  }

  @Test
  void refusesWhatIsNoPicture() {
    assertThatThrownBy(() -> Pictures.decode("hello".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("not a JPEG or PNG");
    assertThatThrownBy(() -> Pictures.decode(new byte[0])).isInstanceOf(PictureException.class);
  }

  @Test
  void refusesATruncatedHeader() throws Exception {
    byte[] whole = encoded(40, 30, "jpg");
    assertThatThrownBy(() -> Pictures.decode(Arrays.copyOf(whole, 12)))
        .isInstanceOf(PictureException.class);
  }

  private static byte[] encoded(int width, int height, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR), format, out);
    return out.toByteArray();
  }
}
