package io.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GRAY8;
import static org.bytedeco.ffmpeg.global.swscale.SWS_AREA;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Brings decoded pictures to size and to the colours OpenCV expects, in one pass, into memory that
 * is used again.
 */
final class Scaler implements AutoCloseable {
  /** FFmpeg's fast paths write past the end of a row that does not fill their registers. */
  private static final int ALIGNMENT = 64;

  private static final int ONE = 1 << 16;
  private static final int HD_HEIGHT = 720;

  private final int format;
  private final int type;
  private final PointerPointer<?> planes = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(0, 0, 0, 0);
  private Conversion conversion;
  private SwsContext context;
  private Mat memory;
  private Mat target;

  private record Conversion(
      PictureSize from, PictureSize to, int format, int colorspace, boolean fullRange) {}

  private Scaler(int format, int type) {
    this.format = format;
    this.type = type;
    for (int i = 0; i < 4; i++) {
      planes.put(i, null);
    }
  }

  static Scaler toBgr() {
    return new Scaler(AV_PIX_FMT_BGR24, CV_8UC3);
  }

  static Scaler toGrey() {
    return new Scaler(AV_PIX_FMT_GRAY8, CV_8UC1);
  }

  /** The result is valid until the next call. */
  Mat scale(AVFrame frame, PictureSize to) throws UnusablePictureException {
    PictureSize from = new PictureSize(frame.width(), frame.height());
    Conversion wanted =
        new Conversion(
            from, to, frame.format(), frame.colorspace(), frame.color_range() == AVCOL_RANGE_JPEG);
    if (!wanted.equals(conversion)) {
      prepare(wanted);
    }
    int rows =
        sws_scale(context, frame.data(), frame.linesize(), 0, frame.height(), planes, strides);
    if (rows <= 0) {
      throw new UnusablePictureException("a picture cannot be converted: " + Ffmpeg.reason(rows));
    }
    return target;
  }

  private void prepare(Conversion wanted) throws UnusablePictureException {
    release();
    PictureSize from = wanted.from();
    PictureSize to = wanted.to();
    context =
        sws_getContext(
            from.width(),
            from.height(),
            wanted.format(),
            to.width(),
            to.height(),
            format,
            from.equals(to) ? SWS_BILINEAR : SWS_AREA,
            null,
            null,
            (DoublePointer) null);
    if (context == null) {
      throw new UnusablePictureException("pictures of this format cannot be converted");
    }
    IntPointer colours = sws_getCoefficients(colorspace(wanted));
    sws_setColorspaceDetails(context, colours, wanted.fullRange() ? 1 : 0, colours, 1, 0, ONE, ONE);
    int width = (to.width() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    memory = new Mat(to.height() + 1, width, type);
    target = new Mat(to.height(), to.width(), type, memory.data(), memory.step());
    planes.put(0, memory.data());
    strides.put(0, (int) memory.step());
    conversion = wanted;
  }

  /** A video that does not say is taken as players take it. */
  private static int colorspace(Conversion wanted) {
    if (wanted.colorspace() != AVCOL_SPC_UNSPECIFIED) {
      return wanted.colorspace();
    }
    return wanted.from().height() >= HD_HEIGHT ? SWS_CS_ITU709 : SWS_CS_ITU601;
  }

  private void release() {
    conversion = null;
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
    if (memory != null) {
      target.close();
      memory.close();
      memory = null;
    }
  }

  @Override
  public void close() {
    release();
    planes.close();
    strides.close();
  }
}
