package io.sightline.recognizer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
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

  /** So that what is decoded need not be copied to where it is wanted. */
  @Test
  void decodesIntoMemoryThatIsThere() throws Exception {
    for (String format : new String[] {"jpg", "png"}) {
      byte[] bytes = encoded(41, 30, format);
      assertThat(Pictures.header(bytes)).isEqualTo(new Pictures.Header(41, 30));
      try (BytePointer memory = new BytePointer(3 * 41 * 30);
          Mat into = new Mat(30, 41, CV_8UC3, memory, Mat.AUTO_STEP)) {
        memory.put(0, (byte) 99);
        Pictures.decode(bytes, into);
        assertThat(into.data().address()).isEqualTo(memory.address());
        assertThat(memory.get(0)).isZero();
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

  /** Java takes the size of its first frame, a pixel, and OpenCV that of the whole. */
  @Test
  void refusesAGifThatPromisesLessThanItHas() {
    byte[] gif = new byte[35];
    ByteBuffer.wrap(gif)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put("GIF89a".getBytes(StandardCharsets.US_ASCII))
        .putShort((short) 9000)
        .putShort((short) 9000)
        .put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, 99, 99, 99})
        .put(new byte[] {0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b});
    assertThatThrownBy(() -> Pictures.decode(gif))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("not a JPEG or PNG");
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
