package io.sightline.recognizer.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JPEGs that go over their picture again and again. */
class JpegScansTest {
  private static final int SEQUENTIAL = 0xc0;
  private static final int PROGRESSIVE = 0xc2;
  private static final byte[] NOTHING = {};

  @ParameterizedTest
  @ValueSource(ints = {SEQUENTIAL, PROGRESSIVE})
  void moreScansThanAnyEncoderMakesAreRefusedBeforeTheyAreDecoded(int frame) throws Exception {
    assertThatThrownBy(() -> Pictures.decode(jpeg(frame, JpegScans.MOST + 1, NOTHING)))
        .isInstanceOf(PictureException.class)
        .hasMessageContaining("more than " + JpegScans.MOST + " scans");
    try (Mat picture = Pictures.decode(jpeg(frame, JpegScans.MOST, NOTHING))) {
      assertThat(picture.cols()).isEqualTo(64);
    }
  }

  /** Those that a decoder passes over, between the scans. */
  @Test
  void nothingBetweenScansHidesThem() throws Exception {
    byte[] commentWithAnEnd = {(byte) 0xff, (byte) 0xfe, 0, 4, (byte) 0xff, (byte) 0xd9};
    byte[] stuffed = {(byte) 0xff, 0, 7, (byte) 0xff, (byte) 0xff, (byte) 0xd3, 9, 0, (byte) 0xff};
    byte[] reserved = {(byte) 0xff, 2, (byte) 0xff, (byte) 0xff};
    for (byte[] between : new byte[][] {commentWithAnEnd, stuffed, reserved}) {
      assertThat(JpegScans.tooMany(jpeg(PROGRESSIVE, JpegScans.MOST + 1, between))).isTrue();
      assertThat(JpegScans.tooMany(jpeg(PROGRESSIVE, JpegScans.MOST, between))).isFalse();
    }
  }

  /** As phones append films, and depths, in which any bytes may stand. */
  @Test
  void whatFollowsTheEndIsNoScan() throws Exception {
    byte[] end = {(byte) 0xff, (byte) 0xd9};
    assertThat(JpegScans.tooMany(jpeg(PROGRESSIVE, JpegScans.MOST + 1, end))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatEncodersMakeIsTaken(boolean progressive) throws Exception {
    BufferedImage image = new BufferedImage(200, 100, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 20_000; i++) {
      image.setRGB(i % 200, i / 200, i * 7919);
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setProgressiveMode(
        progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.setOutput(new MemoryCacheImageOutputStream(out));
    writer.write(null, new IIOImage(image, null, null), how);
    writer.dispose();
    try (Mat picture = Pictures.decode(out.toByteArray())) {
      assertThat(picture.cols()).isEqualTo(200);
    }
  }

  /**
   * 64x64 pixels of three components, in scans of one component each without any data.
   *
   * @param frame which process
   * @param between what stands before each scan but the first
   */
  private static byte[] jpeg(int frame, int scans, byte[] between) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(0xffd8);
    out.write(new byte[] {(byte) 0xff, (byte) 0xdb, 0, 67, 0});
    for (int i = 0; i < 64; i++) {
      out.write(1);
    }
    out.writeShort(0xff00 | frame);
    out.write(new byte[] {0, 17, 8, 0, 64, 0, 64, 3});
    for (int component = 1; component <= 3; component++) {
      out.write(new byte[] {(byte) component, 0x11, 0});
    }
    for (int table : new int[] {0x00, 0x10}) {
      // One code, of one bit.
      out.write(new byte[] {(byte) 0xff, (byte) 0xc4, 0, 20, (byte) table, 1});
      out.write(new byte[16]);
    }
    for (int i = 0; i < scans; i++) {
      out.write(i == 0 ? NOTHING : between);
      int component = 1 + i % 3;
      boolean first = frame == SEQUENTIAL || i < 3;
      int last = frame == SEQUENTIAL ? 63 : first ? 0 : 63;
      out.write(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, (byte) component, 0});
      out.write(new byte[] {(byte) (first ? 0 : 1), (byte) last, 0});
    }
    out.writeShort(0xffd9);
    return bytes.toByteArray();
  }
}
