package io.sightline.ingest.source;

import static org.bytedeco.ffmpeg.avcodec.AVCodecContext.FF_THREAD_FRAME;
import static org.bytedeco.ffmpeg.avutil.AVFrame.AV_FRAME_FLAG_CORRUPT;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_LOW_DELAY;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Turns packets into pictures, on the machine's video decoder where there is one. */
final class VideoDecoder implements AutoCloseable {
  private static final int FULL_HD = 1920 * 1088;

  /** What {@link #receive} found. */
  enum Result {
    PICTURE,
    NEEDS_PACKET,
    END,
    DAMAGED
  }

  private final AVCodecContext context;
  private final AVFrame decoded = av_frame_alloc();
  private final AVFrame fetched = av_frame_alloc();
  private boolean isFetched;

  /**
   * @param hardware try the machine's video decoder
   * @param ahead decode several pictures at once: faster, and later
   * @throws SourceException when this kind of video cannot be decoded
   */
  VideoDecoder(AVCodecParameters video, boolean hardware, boolean ahead) throws SourceException {
    String name = avcodec_get_name(video.codec_id()).getString();
    AVCodec codec = avcodec_find_decoder(video.codec_id());
    if (codec == null) {
      free();
      throw new SourceException("is " + name + " video, which cannot be decoded here");
    }
    context = avcodec_alloc_context3(codec);
    int result = avcodec_parameters_to_context(context, video);
    if (ahead) {
      context.thread_count(Math.min(4, Runtime.getRuntime().availableProcessors()));
    } else {
      // A second thread costs a picture's delay: worth it only where one cannot keep up.
      boolean large = (long) video.width() * video.height() > FULL_HD;
      context.thread_count(large ? 2 : 1);
      if (large) {
        // Cameras send a picture in one piece, so only whole pictures can be shared out.
        context.thread_type(FF_THREAD_FRAME);
      } else {
        context.flags(context.flags() | AV_CODEC_FLAG_LOW_DELAY);
      }
    }
    context.max_pixels((long) PictureSize.MAX_SIDE * PictureSize.MAX_SIDE);
    if (hardware) {
      HardwareDecoders.find(codec).ifPresent(context::hw_device_ctx);
    }
    if (result >= 0) {
      result = avcodec_open2(context, codec, (AVDictionary) null);
    }
    if (result < 0) {
      close();
      throw new SourceException("is " + name + " video with an error: " + Ffmpeg.reason(result));
    }
  }

  /**
   * @param packet null at the end: what is still inside comes out
   * @return false when it is damaged
   */
  boolean send(AVPacket packet) {
    return avcodec_send_packet(context, packet) >= 0;
  }

  Result receive() {
    isFetched = false;
    int result = avcodec_receive_frame(context, decoded);
    if (result == AVERROR_EAGAIN()) {
      return Result.NEEDS_PACKET;
    }
    if (result == AVERROR_EOF()) {
      return Result.END;
    }
    return result < 0 ? Result.DAMAGED : Result.PICTURE;
  }

  /** There is a hardware decoder for it; whether it takes this video shows at its first picture. */
  boolean hasHardware() {
    return context.hw_device_ctx() != null;
  }

  /** The last picture was decoded by hardware. */
  boolean byHardware() {
    return decoded.hw_frames_ctx() != null;
  }

  /** Parts of the last picture are guessed, or were taken from pictures that are not there. */
  boolean isDamaged() {
    return decoded.decode_error_flags() != 0 || (decoded.flags() & AV_FRAME_FLAG_CORRUPT) != 0;
  }

  /** The last picture's data about itself; its pixels may be in the decoder's own memory. */
  AVFrame decoded() {
    return decoded;
  }

  /** The last picture in our memory. */
  AVFrame pixels() throws UnusablePictureException {
    if (!byHardware()) {
      return decoded;
    }
    if (isFetched) {
      return fetched;
    }
    av_frame_unref(fetched);
    int result = av_hwframe_transfer_data(fetched, decoded, 0);
    if (result < 0) {
      throw new UnusablePictureException(
          "a picture cannot be fetched from the hardware decoder: " + Ffmpeg.reason(result));
    }
    isFetched = true;
    fetched.colorspace(decoded.colorspace()).color_range(decoded.color_range());
    return fetched;
  }

  private void free() {
    av_frame_free(decoded);
    av_frame_free(fetched);
  }

  @Override
  public void close() {
    free();
    avcodec_free_context(context);
  }
}
