package io.sightline.ingest.source;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes a picture's file. */
final class PictureFile {

  private PictureFile() {}

  /**
   * Looks at the header first, so that a small file cannot ask for a huge picture.
   *
   * @return BGR, 8 bits, turned as its EXIF orientation says; for the caller to close
   * @throws IOException when it cannot be read, is no picture, or is too large
   */
  static Mat read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    PictureSize size = header(bytes);
    if (!size.usable()) {
      throw new IOException(size.complaint());
    }
    Mat picture;
    try (BytePointer data = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, CV_8U, data)) {
      picture = imdecode(encoded, IMREAD_COLOR);
    } catch (RuntimeException e) {
      throw new IOException("the picture cannot be decoded", e);
    }
    if (picture == null || picture.empty()) {
      throw new IOException("the picture cannot be decoded");
    }
    return picture;
  }

  private static PictureSize header(byte[] bytes) throws IOException {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("not a picture (" + bytes.length + " bytes)");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return new PictureSize(reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    } catch (RuntimeException e) {
      throw new IOException("the picture's header cannot be read", e);
    }
  }
}
