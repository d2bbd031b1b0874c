package io.sightline.ingest;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.OpenCVFrameConverter;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Makes videos whose pictures can be told apart: each bears its number in black and white. */
public final class TestVideo {
  private static final int BITS = 8;

  private TestVideo() {}

  /** H.264 in MP4 with its index in front, a key picture each second. */
  public static Path mp4(Path file, int width, int height, int fps, int count) throws Exception {
    return write(file, "libopenh264", "mp4", width, height, fps, count);
  }

  public static Path write(
      Path file, String codec, String format, int width, int height, int fps, int count)
      throws Exception {
    return write(file, codec, format, width, height, fps, count, 0, 1);
  }

  /** With a note to turn the pictures counter-clockwise by so many degrees. */
  public static Path lying(Path file, int width, int height, double degrees) throws Exception {
    return write(file, "libopenh264", "mp4", width, height, 25, 3, degrees, 1);
  }

  /** Whose pixels are so many times as wide as they are high. */
  public static Path squeezed(Path file, int width, int height, double aspect) throws Exception {
    return write(file, "libopenh264", "mp4", width, height, 25, 3, 0, aspect);
  }

  private static Path write(
      Path file,
      String codec,
      String format,
      int width,
      int height,
      int fps,
      int count,
      double degrees,
      double aspect)
      throws Exception {
    avutil.av_log_set_level(avutil.AV_LOG_QUIET);
    try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toString(), width, height, 0);
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
        Mat picture = new Mat(height, width, CV_8UC3)) {
      recorder.setVideoCodecName(codec);
      recorder.setFormat(format);
      recorder.setFrameRate(fps);
      recorder.setGopSize(fps);
      recorder.setVideoBitrate(2_000_000);
      recorder.setPixelFormat(
          codec.equals("mjpeg") ? avutil.AV_PIX_FMT_YUVJ420P : avutil.AV_PIX_FMT_YUV420P);
      if (format.equals("mp4")) {
        recorder.setOption("movflags", "faststart");
      }
      recorder.setDisplayRotation(degrees);
      recorder.setAspectRatio(aspect);
      recorder.start();
      for (int i = 0; i < count; i++) {
        paint(picture, i);
        recorder.record(converter.convert(picture));
      }
    }
    return file;
  }

  /** Red ground, the number's bits as white or black columns in the lower half. */
  public static void paint(Mat picture, int number) {
    try (Scalar red = new Scalar(0, 0, 200, 0)) {
      picture.put(red);
    }
    int column = picture.cols() / BITS;
    for (int bit = 0; bit < BITS; bit++) {
      int grey = (number >> bit & 1) == 1 ? 255 : 0;
      try (Rect box =
              new Rect(
                  bit * column, picture.rows() / 2, column, picture.rows() - picture.rows() / 2);
          Scalar colour = new Scalar(grey, grey, grey, 0)) {
        rectangle(picture, box, colour, -1, 8, 0);
      }
    }
  }

  /** Reads the number that {@link #paint} has drawn. */
  public static int number(Mat picture) {
    int number = 0;
    int column = picture.cols() / BITS;
    for (int bit = 0; bit < BITS; bit++) {
      int[] bgr = pixel(picture, bit * column + column / 2, picture.rows() * 3 / 4);
      if (bgr[1] > 127) {
        number |= 1 << bit;
      }
    }
    return number;
  }

  /** Blue, green, red. */
  public static int[] pixel(Mat picture, int x, int y) {
    byte[] bytes = new byte[3];
    picture.ptr(y, x).get(bytes);
    return new int[] {bytes[0] & 255, bytes[1] & 255, bytes[2] & 255};
  }
}
