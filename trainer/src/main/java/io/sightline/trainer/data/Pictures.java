package io.sightline.trainer.data;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR_RGB;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Pictures to bytes and back, by OpenCV. Everything here is thread-safe and leaves no native memory
 * behind. Grey pictures become RGB with three equal channels.
 */
public final class Pictures {
  /** Width and height of an aligned crop. */
  public static final int SIDE = 112;

  private static final int LARGEST = 4096;

  private Pictures() {}

  /**
   * An aligned crop as RGB, row-major HWC, 112x112x3 bytes.
   *
   * @param name of the picture, for the message
   * @throws FaceDataException when it is no picture, damaged, or of another size; names it
   */
  public static byte[] decode112(byte[] encoded, String name) {
    try (PointerScope scope = new PointerScope()) {
      Mat picture = decoded(encoded, name);
      if (picture.cols() != SIDE || picture.rows() != SIDE) {
        throw new FaceDataException(
            name
                + ": the picture is "
                + picture.cols()
                + "x"
                + picture.rows()
                + " pixels, an aligned crop is 112x112");
      }
      return bytes(picture);
    }
  }

  /**
   * A picture of any size; one with more than {@value #LARGEST} pixels on a side comes smaller.
   *
   * @throws FaceDataException when it is no picture or damaged; names it
   */
  public static Picture decode(byte[] encoded, String name) {
    try (PointerScope scope = new PointerScope()) {
      Mat picture = decoded(encoded, name);
      int side = Math.max(picture.cols(), picture.rows());
      if (side > LARGEST) {
        double scale = (double) LARGEST / side;
        Mat smaller = new Mat();
        int width = Math.max(1, (int) (picture.cols() * scale));
        int height = Math.max(1, (int) (picture.rows() * scale));
        resize(picture, smaller, new Size(width, height), 0, 0, INTER_AREA);
        picture = smaller;
      }
      return new Picture(picture.cols(), picture.rows(), bytes(picture));
    }
  }

  /** To be called within a PointerScope. */
  private static Mat decoded(byte[] encoded, String name) {
    checkWhole(encoded, name);
    Mat source = new Mat(1, encoded.length, 0, new BytePointer(encoded));
    Mat picture;
    try {
      picture = imdecode(source, IMREAD_COLOR_RGB);
    } catch (RuntimeException e) {
      // OpenCV throws for pictures of more than 2^30 pixels, and for some damage.
      throw new FaceDataException(name + ": cannot be decoded: " + e.getMessage().strip(), e);
    }
    if (picture == null || picture.empty()) {
      throw new FaceDataException(
          name + ": " + encoded.length + " bytes that are no picture of a known format");
    }
    return picture;
  }

  private static byte[] bytes(Mat picture) {
    byte[] rgb = new byte[picture.rows() * picture.cols() * 3];
    picture.data().get(rgb);
    return rgb;
  }

  /** The decoder fills up what a cut-off JPEG lacks with grey and says nothing. */
  private static void checkWhole(byte[] encoded, String name) {
    if (encoded.length < 4) {
      throw new FaceDataException(name + ": the picture is empty");
    }
    if ((encoded[0] & 0xff) != 0xff || (encoded[1] & 0xff) != 0xd8) {
      return;
    }
    for (int i = encoded.length - 1; i > 2; i--) {
      if ((encoded[i] & 0xff) == 0xd9 && (encoded[i - 1] & 0xff) == 0xff) {
        return;
      }
    }
    throw new FaceDataException(name + ": the JPEG is cut off");
  }

  /**
   * @param quality 1 to 100
   */
  public static byte[] jpeg(Picture picture, int quality) {
    return encode(".jpg", picture, IMWRITE_JPEG_QUALITY, quality);
  }

  /** Lossless. */
  public static byte[] png(Picture picture) {
    return encode(".png", picture);
  }

  private static byte[] encode(String extension, Picture picture, int... parameters) {
    try (PointerScope scope = new PointerScope()) {
      Mat rgb = new Mat(picture.height(), picture.width(), CV_8UC3, new BytePointer(picture.rgb()));
      Mat bgr = new Mat();
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      BytePointer encoded = new BytePointer();
      if (!imencode(extension, bgr, encoded, new IntPointer(parameters))) {
        throw new FaceDataException(
            "a " + picture.width() + "x" + picture.height() + " picture cannot be encoded");
      }
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }
}
