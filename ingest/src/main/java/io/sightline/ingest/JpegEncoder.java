package io.sightline.ingest;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pixels to JPEG. For one thread. */
final class JpegEncoder implements AutoCloseable {
  private final BytePointer kind = new BytePointer(".jpg");
  private final IntPointer parameters;

  /**
   * @param quality 1 to 100
   */
  JpegEncoder(int quality) {
    parameters = new IntPointer(IMWRITE_JPEG_QUALITY, quality);
  }

  /**
   * @param picture BGR, 8 bits
   */
  byte[] encode(Mat picture) {
    try (BytePointer encoded = new BytePointer()) {
      imencode(kind, picture, encoded, parameters);
      byte[] bytes = new byte[(int) encoded.limit()];
      encoded.get(bytes);
      return bytes;
    }
  }

  @Override
  public void close() {
    kind.close();
    parameters.close();
  }
}
