package io.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;

import io.sightline.contract.config.CameraUrl;
import java.time.Duration;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that FFmpeg can open: network streams, devices and video files. */
final class FfmpegSource implements FrameSource {
  private static final Logger LOG = LoggerFactory.getLogger(FfmpegSource.class);
  private static final double NANOS = 1e9;
  private static final String UNREADABLE = "a picture cannot be decoded: the data are damaged";
  private static final double CUT_TOLERANCE = 1;

  private final SourceKind kind;
  private final Demuxer demuxer;
  private final CameraUrl url;
  private final boolean ahead;
  private final Patience patience;
  private final AVPacket packet;
  private final Scaler bgr = Scaler.toBgr();
  private final Scaler grey = Scaler.toGrey();
  private final Rotation rotation;
  private final double timeBase;
  private final float fps;
  private VideoDecoder decoder;
  private PictureSize shape;
  private PictureSize size;
  private boolean told;
  private int unfetched;
  private long position = -1;
  private double readUpTo;
  private double firstAt = Double.NaN;
  private boolean cutReported;

  /**
   * @param ahead decode several pictures at once
   */
  FfmpegSource(
      SourceKind kind,
      CameraUrl url,
      Watchdog watchdog,
      SourceLimits limits,
      boolean hardware,
      boolean ahead)
      throws SourceException {
    this.kind = kind;
    this.url = url;
    this.ahead = ahead;
    patience = new Patience(kind.live(), limits, System::nanoTime);
    demuxer = new Demuxer(kind, url.value(), watchdog, limits);
    packet = av_packet_alloc();
    AVStream stream = demuxer.stream();
    AVCodecParameters video = stream.codecpar();
    rotation = new Rotation(video);
    shape = new PictureSize(video.width(), video.height());
    size = rotation.turn(shape);
    timeBase = av_q2d(stream.time_base());
    fps = stream.avg_frame_rate().den() == 0 ? 0 : (float) av_q2d(stream.avg_frame_rate());
    try {
      if (!size.usable() && !size.unknown()) {
        throw new SourceException(size.complaint());
      }
      // A single picture is decoded before a hardware decoder is set up.
      decoder = new VideoDecoder(video, hardware && !isSnapshot(), ahead);
    } finally {
      if (decoder == null) {
        close();
      }
    }
  }

  @Override
  public boolean next() throws SourceException, UnusablePictureException {
    if (unfetched >= SourceLimits.HOPELESS_HARDWARE) {
      toSoftware();
    }
    patience.waiting();
    while (true) {
      switch (decoder.receive()) {
        case PICTURE -> {
          if (arrived(decoder.decoded())) {
            return true;
          }
        }
        case NEEDS_PACKET -> feed();
        case DAMAGED -> damaged(UNREADABLE);
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
      damaged(UNREADABLE);
    } else if (patience.overdue()) {
      noPicture();
    }
  }

  /** The source is broken, unless it is the hardware that cannot decode it. */
  private void noPicture() throws SourceException {
    if (!decoder.hasHardware()) {
      throw new SourceException(
          "no picture came for " + patience.limit().toMillis() / 1000.0 + " s, although data did");
    }
    toSoftware();
  }

  private void toSoftware() throws SourceException {
    LOG.warn("{}: the hardware decoder fails: decoding in software until it is lost", url);
    decoder.close();
    decoder = null;
    decoder = new VideoDecoder(demuxer.stream().codecpar(), false, ahead);
    patience.anew();
    told = false;
    unfetched = 0;
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
  private void damaged(String complaint) throws SourceException, UnusablePictureException {
    patience.damaged();
    boolean news = patience.begun();
    judge();
    if (patience.overdue()) {
      noPicture();
    }
    if (news) {
      throw new UnusablePictureException(complaint);
    }
  }

  private void judge() throws SourceException {
    if (decoder.hasHardware() && patience.spent(SourceLimits.HOPELESS_HARDWARE)) {
      toSoftware();
    }
    if (patience.spent(SourceLimits.HOPELESS)) {
      throw new SourceException(
          "sent " + SourceLimits.HOPELESS + " packets that no picture could be made of");
    }
  }

  /** Returns whether it is a picture to give. */
  private boolean arrived(AVFrame frame) throws SourceException, UnusablePictureException {
    if (decoder.isDamaged()) {
      damaged("parts of a picture are missing: the data are damaged");
      return false;
    }
    patience.came();
    PictureSize raw = new PictureSize(frame.width(), frame.height());
    shape = raw.square(demuxer.aspect(frame));
    size = rotation.turn(shape);
    if (!raw.usable()) {
      patience.unusable();
      judge();
      throw new UnusablePictureException(rotation.turn(raw).complaint());
    }
    place(frame.best_effort_timestamp());
    patience.good();
    if (!told) {
      told = true;
      LOG.info("{}: decoded in {}", url, decoder.byHardware() ? "hardware" : "software");
    }
    return true;
  }

  private void place(long at) {
    double step = fps > 0 ? NANOS / fps : NANOS / 25;
    position =
        at == AV_NOPTS_VALUE
            ? position + (long) step
            : Math.max(0, Math.round((at * timeBase - start()) * NANOS));
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
    return rotation.turn(bgr.scale(pixels(), shape.within(longerSide)));
  }

  @Override
  public Mat thumbnail(int longerSide) throws UnusablePictureException {
    return rotation.turn(grey.scale(pixels(), shape.within(longerSide)));
  }

  private AVFrame pixels() throws UnusablePictureException {
    try {
      AVFrame pixels = decoder.pixels();
      unfetched = 0;
      return pixels;
    } catch (UnusablePictureException e) {
      unfetched++;
      throw e;
    }
  }

  /** Not to tell how it is decoded. */
  FfmpegSource quiet() {
    told = true;
    return this;
  }

  /** One picture and no stream. */
  boolean isSnapshot() {
    return kind == SourceKind.HTTP && demuxer.isSnapshot();
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
