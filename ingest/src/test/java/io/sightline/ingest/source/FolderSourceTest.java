package io.sightline.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imwrite;

import io.sightline.ingest.TestVideo;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderSourceTest {
  @TempDir private Path folder;

  @Test
  void picturesComeInTheOrderOfTheirNames() throws Exception {
    picture("2.png", 2);
    picture("1.jpg", 1);
    picture("3.BMP", 3);
    Files.writeString(folder.resolve("notes.txt"), "no picture");
    try (FrameSource source = new FolderSource(folder, 5)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(source.next()).isTrue();
        assertThat(source.position()).isEqualTo((i - 1) * 200_000_000L);
        assertThat(TestVideo.number(source.picture(1000))).isEqualTo(i);
      }
      assertThat(source.picture(64).cols()).isEqualTo(64);
      assertThat(source.thumbnail(32).channels()).isEqualTo(1);
      assertThat(source.next()).isFalse();
      assertThat(source.length()).hasMillis(600);
    }
  }

  @Test
  void aFileThatIsNoPictureIsNamedAndPassedOver() throws Exception {
    picture("1.jpg", 1);
    Files.writeString(folder.resolve("2.jpg"), "no picture");
    picture("3.jpg", 3);
    try (FrameSource source = new FolderSource(folder, 5)) {
      source.next();
      assertThatThrownBy(source::next)
          .isInstanceOf(UnusablePictureException.class)
          .hasMessageContaining("2.jpg");
      assertThat(source.next()).isTrue();
      assertThat(TestVideo.number(source.picture(1000))).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "20000, 20000", "20000, 1"})
  void aHeaderThatPromisesTooMuchOrNothingIsRefused(int width, int height) throws Exception {
    Files.write(folder.resolve("bomb.png"), png(width, height));
    try (FrameSource source = new FolderSource(folder, 5)) {
      assertThatThrownBy(source::next)
          .isInstanceOf(UnusablePictureException.class)
          .hasMessageContaining("bomb.png");
      assertThat(source.next()).isFalse();
    }
  }

  @Test
  void aFolderWithoutPicturesIsRefused() {
    assertThatThrownBy(() -> new FolderSource(folder, 5))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no picture");
  }

  private void picture(String name, int number) {
    try (Mat picture = new Mat(120, 160, CV_8UC3)) {
      TestVideo.paint(picture, number);
      imwrite(folder.resolve(name).toString(), picture);
    }
  }

  /** A PNG that ends after its header. */
  private static byte[] png(int width, int height) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.write("IHDR".getBytes(StandardCharsets.US_ASCII));
    out.writeInt(width);
    out.writeInt(height);
    out.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 crc = new CRC32();
    crc.update(header.toByteArray());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream all = new DataOutputStream(file);
    all.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
    all.writeInt(13);
    all.write(header.toByteArray());
    all.writeInt((int) crc.getValue());
    return file.toByteArray();
  }
}
