package io.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.opencv.opencv_core.Mat;

/** Everything that FFmpeg can open: network streams, devices and video files. */
final class FfmpegSource implements FrameSource {
  private static final double NANOS = 1e9;
  private static final double CUT_TOLERANCE = 1;

  private final SourceKind kind;
  private final Demuxer demuxer;
  private final VideoDecoder decoder;
  private final AVPacket packet;
  private final Scaler bgr = Scaler.toBgr();
  private final Scaler grey = Scaler.toGrey();
  private final Rotation rotation;
  private final double timeBase;
  private final float fps;
  private PictureSize size;
  private long position = -1;
  private double readUpTo;
  private double firstAt = Double.NaN;
  private int damaged;
  private boolean cutReported;

  /**
   * @param address with its credentials, when it needs some
   * @param ahead decode several pictures at once
   */
  FfmpegSource(
      SourceKind kind,
      String address,
      Watchdog watchdog,
      SourceLimits limits,
      boolean hardware,
      boolean ahead)
      throws SourceException {
    this.kind = kind;
    demuxer = new Demuxer(kind, address, watchdog, limits);
    packet = av_packet_alloc();
    AVStream stream = demuxer.stream();
    AVCodecParameters video = stream.codecpar();
    rotation = new Rotation(video);
    size = rotation.turn(new PictureSize(video.width(), video.height()));
    timeBase = av_q2d(stream.time_base());
    fps = stream.avg_frame_rate().den() == 0 ? 0 : (float) av_q2d(stream.avg_frame_rate());
    VideoDecoder opened = null;
    try {
      if (!size.usable()) {
        throw new SourceException(size.complaint());
      }
      opened = new VideoDecoder(video, hardware, ahead);
    } finally {
      decoder = opened;
      if (opened == null) {
        close();
      }
    }
  }

  @Override
  public boolean next() throws SourceException, UnusablePictureException {
    while (true) {
      switch (decoder.receive()) {
        case PICTURE -> {
          arrived(decoder.decoded());
          return true;
        }
        case NEEDS_PACKET -> feed();
        case DAMAGED -> damaged();
        case END -> {
          return end();
        }
      }
    }
  }

  private void feed() throws SourceException, UnusablePictureException {
    if (!demuxer.read(packet)) {
      decoder.send(null);
      return;
    }
    note(packet);
    boolean good = decoder.send(packet);
    av_packet_unref(packet);
    if (!good) {
      damaged();
    }
  }

  private void note(AVPacket packet) {
    long at = packet.pts() == AV_NOPTS_VALUE ? packet.dts() : packet.pts();
    if (at != AV_NOPTS_VALUE) {
      double seconds = at * timeBase;
      firstAt = Double.isNaN(firstAt) ? seconds : Math.min(firstAt, seconds);
      readUpTo = Math.max(readUpTo, (at + packet.duration()) * timeBase);
    }
  }

  /** Who joins a stream in its middle sees damage until a whole picture comes: that is no news. */
  private void damaged() throws SourceException, UnusablePictureException {
    useless();
    if (position >= 0) {
      throw new UnusablePictureException("a picture cannot be decoded: the data are damaged");
    }
  }

  private void useless() throws SourceException {
    if (++damaged >= SourceLimits.HOPELESS) {
      throw new SourceException(
          "sent " + SourceLimits.HOPELESS + " packets that no picture could be made of");
    }
  }

  private void arrived(AVFrame frame) throws SourceException, UnusablePictureException {
    long at = frame.best_effort_timestamp();
    double step = fps > 0 ? NANOS / fps : NANOS / 25;
    position =
        at == AV_NOPTS_VALUE
            ? position + (long) step
            : Math.max(0, Math.round((at * timeBase - start()) * NANOS));
    size = rotation.turn(new PictureSize(frame.width(), frame.height()));
    if (!size.usable()) {
      useless();
      throw new UnusablePictureException(size.complaint());
    }
    damaged = 0;
  }

  private double start() {
    return Double.isNaN(firstAt) ? 0 : firstAt;
  }

  /** Says once when a file stops short of the length it promises. */
  private boolean end() throws SourceException, UnusablePictureException {
    if (kind.live()) {
      throw new SourceException("the stream ended");
    }
    long duration = demuxer.stream().duration();
    double promised = duration == AV_NOPTS_VALUE ? 0 : duration * timeBase;
    if (!cutReported && promised - (readUpTo - start()) > CUT_TOLERANCE) {
      cutReported = true;
      throw new UnusablePictureException(
          "the file is cut short: %.1f s of %.1f s".formatted(readUpTo - start(), promised));
    }
    return false;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public PictureSize size() {
    return size;
  }

  @Override
  public float fps() {
    return fps;
  }

  @Override
  public Duration length() {
    return kind.live() ? Duration.ZERO : demuxer.length();
  }

  @Override
  public Mat picture(int longerSide) throws UnusablePictureException {
    return rotation.turn(bgr.scale(decoder.pixels(), longerSide));
  }

  @Override
  public Mat thumbnail(int longerSide) throws UnusablePictureException {
    return rotation.turn(grey.scale(decoder.pixels(), longerSide));
  }

  @Override
  public void close() {
    bgr.close();
    grey.close();
    rotation.close();
    if (decoder != null) {
      decoder.close();
    }
    av_packet_free(packet);
    demuxer.close();
  }
}
