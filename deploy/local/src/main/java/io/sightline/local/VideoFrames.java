package io.sightline.local;

import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.OpenCVFrameConverter;

/** Pictures of a video for measurements: evenly spread over the file. */
final class VideoFrames {

  private VideoFrames() {}

  static List<byte[]> jpegs(Path video, int count) throws FrameGrabber.Exception {
    List<byte[]> all = new ArrayList<>();
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(video.toFile());
        OpenCVFrameConverter.ToMat converter = new OpenCVFrameConverter.ToMat();
        BytePointer jpeg = new BytePointer()) {
      avutil.av_log_set_level(avutil.AV_LOG_ERROR);
      grabber.start();
      int step = Math.max(1, grabber.getLengthInVideoFrames() / count);
      int n = 0;
      for (Frame f = grabber.grabImage();
          f != null && all.size() < count;
          f = grabber.grabImage()) {
        if (n++ % step == 0) {
          imencode(".jpg", converter.convert(f), jpeg);
          byte[] bytes = new byte[(int) jpeg.limit()];
          jpeg.get(bytes);
          all.add(bytes);
        }
      }
    }
    if (all.isEmpty()) {
      throw new UserException("the video " + video + " has no pictures");
    }
    return all;
  }
}
