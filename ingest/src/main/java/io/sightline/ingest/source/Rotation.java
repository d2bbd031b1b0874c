package io.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_DATA_DISPLAYMATRIX;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_side_data_get;
import static org.bytedeco.ffmpeg.global.avutil.av_display_rotation_get;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_180;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_CLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.ROTATE_90_COUNTERCLOCKWISE;
import static org.bytedeco.opencv.global.opencv_core.rotate;

import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** How pictures must be turned to stand upright, as a phone notes it beside its video. */
final class Rotation implements AutoCloseable {
  private final int quarters;
  private final Mat turned = new Mat();

  /** Reads it from a video track; whole quarter turns only. */
  Rotation(AVCodecParameters video) {
    AVPacketSideData noted =
        av_packet_side_data_get(
            video.coded_side_data(), video.nb_coded_side_data(), AV_PKT_DATA_DISPLAYMATRIX);
    double counterClockwise =
        noted == null ? 0 : av_display_rotation_get(new IntPointer(noted.data()));
    quarters = (int) Math.floorMod(Math.round(-counterClockwise / 90), 4L);
  }

  PictureSize turn(PictureSize size) {
    return quarters % 2 == 0 ? size : new PictureSize(size.height(), size.width());
  }

  /** The result is valid until the next call. */
  Mat turn(Mat picture) {
    if (quarters == 0) {
      return picture;
    }
    int code =
        switch (quarters) {
          case 1 -> ROTATE_90_CLOCKWISE;
          case 2 -> ROTATE_180;
          default -> ROTATE_90_COUNTERCLOCKWISE;
        };
    rotate(picture, turned, code);
    return turned;
  }

  @Override
  public void close() {
    turned.close();
  }
}
