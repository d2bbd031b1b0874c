package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.data.Picture;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameRecorder;

/**
 * Writes H.264 (yuv420p, a key picture each second, index in front) into MP4, as browsers play it.
 * The encoder has one thread and no date goes into the file: same pictures, same bytes. A clip need
 * not be whole: where pictures are left out, its timeline has a gap. Not thread-safe.
 */
final class VideoWriter implements AutoCloseable {
  private static final double BITS_A_PIXEL = 0.092;
  private final FFmpegFrameRecorder recorder;
  private final Frame frame;
  private final Path file;

  VideoWriter(Path file, int width, int height, int fps) {
    this.file = file;
    avutil.av_log_set_level(avutil.AV_LOG_ERROR);
    frame = new Frame(width, height, Frame.DEPTH_UBYTE, 3);
    recorder = new FFmpegFrameRecorder(file.toString(), width, height, 0);
    recorder.setFormat("mp4");
    recorder.setVideoCodec(avcodec.AV_CODEC_ID_H264);
    recorder.setVideoCodecName("libopenh264");
    recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    recorder.setFrameRate(fps);
    recorder.setGopSize(fps);
    recorder.setVideoBitrate((int) (BITS_A_PIXEL * width * height * fps));
    recorder.setVideoOption("threads", "1");
    recorder.setOption("movflags", "faststart");
    recorder.setOption("fflags", "bitexact");
    try {
      recorder.start();
    } catch (FFmpegFrameRecorder.Exception e) {
      throw failed(e);
    }
  }

  /** Adds the picture with this number; numbers rise. */
  void write(int number, Picture picture) {
    ByteBuffer buffer = (ByteBuffer) frame.image[0];
    int row = 3 * picture.width();
    for (int y = 0; y < picture.height(); y++) {
      buffer.position(y * frame.imageStride).put(picture.rgb(), y * row, row);
    }
    buffer.rewind();
    try {
      recorder.setFrameNumber(number);
      recorder.record(frame, avutil.AV_PIX_FMT_RGB24);
    } catch (FFmpegFrameRecorder.Exception e) {
      throw failed(e);
    }
  }

  private SceneException failed(Exception e) {
    return new SceneException(file + " cannot be written: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    frame.close();
    try {
      recorder.close();
    } catch (FrameRecorder.Exception e) {
      throw failed(e);
    }
  }
}
