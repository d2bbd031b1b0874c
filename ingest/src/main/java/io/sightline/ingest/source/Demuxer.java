package io.sightline.ingest.source;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NONBLOCK;
import static org.bytedeco.ffmpeg.global.avcodec.AVDISCARD_ALL;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_NOTIMESTAMPS;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_FORBIDDEN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_HTTP_UNAUTHORIZED;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** An opened container or stream: gives the packets of its best video track. */
final class Demuxer implements AutoCloseable {
  private static final Duration LEAVE = Duration.ofSeconds(1);

  private final Watchdog watchdog;
  private final Duration silence;
  private final AVFormatContext context;
  private final AVStream stream;

  /**
   * @throws SourceException when it cannot be opened or holds no video
   */
  Demuxer(SourceKind kind, String address, Watchdog watchdog, SourceLimits limits)
      throws SourceException {
    Ffmpeg.load();
    if (kind == SourceKind.DEVICE) {
      // May fail, and then there must be nothing yet to free.
      loadDevices();
    }
    this.watchdog = watchdog;
    this.silence = limits.read();
    context = avformat_alloc_context();
    watchdog.guard(context);
    watchdog.allow(limits.open());
    open(kind, address);
    try {
      Duration limit = kind.live() ? limits.first() : limits.open();
      watchdog.allow(limit);
      stream = video(kind, limit);
    } catch (SourceException e) {
      avformat_close_input(context);
      throw e;
    }
  }

  /** On failure FFmpeg frees the context by itself. */
  private void open(SourceKind kind, String address) throws SourceException {
    AVInputFormat format = null;
    if (kind == SourceKind.DEVICE) {
      format = av_find_input_format("v4l2");
      context.flags(context.flags() | AVFMT_FLAG_NONBLOCK);
    }
    AVDictionary options = new AVDictionary(null);
    options(kind).forEach((key, value) -> av_dict_set(options, key, value, 0));
    int result =
        avformat_open_input(
            context, kind == SourceKind.FILE ? "file:" + address : address, format, options);
    av_dict_free(options);
    if (result < 0) {
      throw new SourceException(
          "cannot be opened: " + reason(result, "no answer"),
          result == AVERROR_HTTP_UNAUTHORIZED() || result == AVERROR_HTTP_FORBIDDEN());
    }
  }

  /** FFmpeg's devices need libraries of the system, which machines without a screen often lack. */
  private static void loadDevices() throws SourceException {
    try {
      avdevice.avdevice_register_all();
    } catch (LinkageError e) {
      throw new SourceException(
          "cannot be opened: FFmpeg's devices do not load: "
              + e.getMessage()
              + ". On Debian or Ubuntu: apt-get install libasound2 libpulse0 libxcb-shm0");
    }
  }

  /**
   * No certificate is verified, whatever FFmpeg's default will be: few cameras have one that
   * anybody could. The white lists keep an address, and what it leads to, from reaching for
   * anything else.
   */
  private static Map<String, String> options(SourceKind kind) {
    return switch (kind) {
      case RTSP ->
          Map.of(
              "rtsp_transport", "tcp",
              "allowed_media_types", "video",
              "analyzeduration", "2000000",
              "tls_verify", "0");
      case HTTP ->
          Map.of(
              "protocol_whitelist", "http,https,tcp,tls,crypto,httpproxy",
              "tls_verify", "0");
      case FILE -> Map.of("protocol_whitelist", "file");
      case DEVICE, FOLDER -> Map.of();
    };
  }

  private AVStream video(SourceKind kind, Duration limit) throws SourceException {
    if (kind.live() && (context.iformat().flags() & AVFMT_NOTIMESTAMPS) != 0) {
      byArrival();
    }
    int result = avformat_find_stream_info(context, (PointerPointer<?>) null);
    if (result < 0 || watchdog.overdue()) {
      throw new SourceException(
          "cannot be understood: " + reason(result, "no video came for " + text(limit)));
    }
    int best = av_find_best_stream(context, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    if (best < 0) {
      throw new SourceException("holds no video (format " + formatName() + ")");
    }
    for (int i = 0; i < context.nb_streams(); i++) {
      if (i != best) {
        // Of a playlist that has several sizes all would be fetched, too.
        context.streams(i).discard(AVDISCARD_ALL);
      }
    }
    return context.streams(best);
  }

  /** Its packets carry no time, and FFmpeg would number them at 25 a second. */
  private void byArrival() {
    context.use_wallclock_as_timestamps(1);
    // There is no rate to be found out, and pictures kept back for that would come late.
    context.fps_probe_size(0);
    for (int i = 0; i < context.nb_streams(); i++) {
      AVRational base = context.streams(i).time_base();
      if (av_q2d(base) > 1e-4) {
        // A 25th of a second would round the times.
        base.num(1).den(1_000_000);
      }
    }
  }

  private String formatName() {
    BytePointer name = context.iformat().name();
    return name == null ? "unknown" : name.getString();
  }

  AVStream stream() {
    return stream;
  }

  /** Width of a picture's pixels by their height, 0 when nobody says. */
  double aspect(AVFrame picture) {
    // FFmpeg's own function for it would leave 8 bytes a picture to the collector.
    AVRational aspect = stream.sample_aspect_ratio();
    if (aspect.num() == 0) {
      aspect = picture.sample_aspect_ratio();
    }
    return aspect.den() == 0 ? 0 : av_q2d(aspect);
  }

  /** One picture and no stream: as a camera gives it at the address of its snapshots. */
  boolean isSnapshot() {
    return formatName().endsWith("_pipe");
  }

  /** As the container has it, or FFmpeg makes it out; zero when neither knows. */
  Duration length() {
    if (stream.duration() > 0) {
      return Duration.ofNanos(Math.round(stream.duration() * av_q2d(stream.time_base()) * 1e9));
    }
    // In AV_TIME_BASE; what is not known is negative.
    return Duration.of(Math.max(0, context.duration()), ChronoUnit.MICROS);
  }

  /**
   * Reads the video's next packet; the caller lets go of it.
   *
   * @return false at the end
   * @throws SourceException when reading fails or nothing comes
   */
  boolean read(AVPacket packet) throws SourceException {
    watchdog.allow(silence);
    while (true) {
      int result = av_read_frame(context, packet);
      if (result >= 0 && packet.stream_index() == stream.index()) {
        return true;
      }
      if (result >= 0) {
        av_packet_unref(packet);
      }
      if (watchdog.overdue()) {
        throw new SourceException("no picture came for " + text(silence));
      }
      if (result == AVERROR_EAGAIN()) {
        LockSupport.parkNanos(5_000_000);
      } else if (result == AVERROR_EOF()) {
        return false;
      } else if (result < 0) {
        throw new SourceException("cannot be read: " + Ffmpeg.reason(result));
      }
    }
  }

  private String reason(int error, String overdue) {
    return watchdog.overdue() ? overdue : Ffmpeg.reason(error);
  }

  private static String text(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  @Override
  public void close() {
    // It takes leave: a camera that hears nothing keeps a place for us, and has few.
    watchdog.allowLeave(LEAVE);
    avformat_close_input(context);
  }
}
