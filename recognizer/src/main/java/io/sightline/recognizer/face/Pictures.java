package io.sightline.recognizer.face;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Encoded pictures to pixels and back. Thread-safe. */
public final class Pictures {
  /** No side of a picture may be longer, whatever its header promises. */
  public static final int MAX_SIDE = 8192;

  private static final int CROP_QUALITY = 95;

  // The formats by what OpenCV knows them by. Of others, Java and OpenCV do not take the size from
  // the same place: for a GIF of 35 bytes, whose one frame has one pixel, OpenCV asked for 7 GB.
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  static {
    // The header of a picture is read without a file in between.
    ImageIO.setUseCache(false);
  }

  private Pictures() {}

  /**
   * Decodes a JPEG or PNG. The header is looked at first, so that a small file cannot ask for a
   * huge picture, or for hours.
   *
   * @return BGR, 8 bits, turned as its EXIF orientation says; for the caller to close
   * @throws PictureException when the bytes are no picture, or one too large
   */
  public static Mat decode(byte[] bytes) throws PictureException {
    header(bytes);
    Mat picture = new Mat();
    try {
      decode(bytes, picture);
      return picture;
    } catch (PictureException e) {
      picture.close();
      throw e;
    }
  }

  /**
   * Decodes a picture whose header was looked at.
   *
   * @param into keeps its memory when it has the picture's size, and gets other memory when not, or
   *     when the picture is turned
   */
  static void decode(byte[] bytes, Mat into) throws PictureException {
    try (BytePointer data = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, org.bytedeco.opencv.global.opencv_core.CV_8U, data);
        Mat picture = imdecode(encoded, IMREAD_COLOR, into)) {
      if (picture == null || picture.empty()) {
        throw new PictureException("the picture cannot be decoded");
      }
    } catch (RuntimeException e) {
      throw new PictureException("the picture cannot be decoded: " + e.getMessage());
    }
  }

  /**
   * What a picture's header says of it, before it is turned as EXIF says.
   *
   * @param width in pixels
   * @param height in pixels
   */
  record Header(int width, int height) {}

  /**
   * @throws PictureException when there is none, or it promises too much
   */
  static Header header(byte[] bytes) throws PictureException {
    if (startsWith(bytes, JPEG)) {
      if (JpegScans.tooMany(bytes)) {
        throw new PictureException("a JPEG of more than " + JpegScans.MOST + " scans");
      }
    } else if (!startsWith(bytes, PNG)) {
      throw new PictureException("not a JPEG or PNG picture (" + bytes.length + " bytes)");
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      // There is one for each of the two.
      ImageReader reader = ImageIO.getImageReaders(in).next();
      try {
        reader.setInput(in, true, true);
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1 || width > MAX_SIDE || height > MAX_SIDE) {
          throw new PictureException(
              "a picture of "
                  + width
                  + "x"
                  + height
                  + " pixels; the longest side allowed is "
                  + MAX_SIDE);
        }
        return new Header(width, height);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      throw new PictureException("the picture's header cannot be read: " + e.getMessage());
    }
  }

  private static boolean startsWith(byte[] bytes, byte[] signature) {
    return bytes.length >= signature.length
        && Arrays.equals(bytes, 0, signature.length, signature, 0, signature.length);
  }

  /** An aligned crop as JPEG. */
  static byte[] jpeg(Mat crop) {
    try (PointerScope scope = new PointerScope()) {
      BytePointer encoded = new BytePointer();
      imencode(".jpg", crop, encoded, new IntPointer(IMWRITE_JPEG_QUALITY, CROP_QUALITY));
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }
}
