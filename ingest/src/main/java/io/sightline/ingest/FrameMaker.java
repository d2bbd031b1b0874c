package io.sightline.ingest;

import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.Pace;
import io.sightline.contract.wire.Frame;
import io.sightline.ingest.source.FrameSource;
import io.sightline.ingest.source.UnusablePictureException;
import java.time.Duration;
import java.time.Instant;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Makes frames of one camera's pictures: sampling, motion gate, zones, JPEG. For the camera's
 * thread. The cheap questions come first; only what is published is converted and encoded.
 */
final class FrameMaker implements AutoCloseable {
  private final String cameraId;
  private final CameraConfig camera;
  private final String run;
  private final boolean live;
  private final FramePublisher publisher;
  private final CameraMetrics metrics;
  private final StopSignal stop;
  private final CaptureClock clock;
  private final Sampler sampler;
  private final MotionGate gate;
  private final ZoneMask zones;
  private final JpegEncoder encoder;
  private long sequence;

  /**
   * @param run makes the frames' ids differ from those of other runs
   * @param live the source has a pace of its own
   */
  FrameMaker(
      String cameraId,
      CameraConfig camera,
      String run,
      boolean live,
      FramePublisher publisher,
      CameraMetrics metrics,
      StopSignal stop) {
    this.cameraId = cameraId;
    this.camera = camera;
    this.run = run;
    this.live = live;
    this.publisher = publisher;
    this.metrics = metrics;
    this.stop = stop;
    clock = new CaptureClock(live);
    sampler = new Sampler(camera.fps());
    gate = new MotionGate(camera.motion(), camera.zones());
    zones = new ZoneMask(camera.zones());
    encoder = new JpegEncoder(camera.jpegQuality());
  }

  /** The source was opened anew; returns when its pictures may be taken. */
  void reopened(FrameSource source) {
    boolean fast = !live && camera.pace() == Pace.FAST;
    stop.pause(clock.reopened(fast ? source.length() : Duration.ZERO, Instant.now()));
  }

  /**
   * Takes the source's present picture, and counts what becomes of it.
   *
   * @return whether it became a frame: most pictures are sampled out or gated
   */
  boolean take(FrameSource source) throws UnusablePictureException {
    Instant now = Instant.now();
    Instant capturedAt = clock.capturedAt(source.position(), now, System.nanoTime());
    metrics.delay(live ? Duration.between(capturedAt, now) : Duration.ZERO);
    if (!sampler.takes(capturedAt)) {
      metrics.sampledOut.increment();
      return false;
    }
    if (!live && camera.pace() == Pace.REALTIME) {
      stop.pause(Duration.between(Instant.now(), capturedAt));
    }
    if (camera.motion().enabled()
        && !gate.opens(source.thumbnail(MotionGate.LONGER_SIDE), capturedAt)) {
      metrics.gated.increment();
      return false;
    }
    Mat picture = source.picture(camera.maxSize());
    zones.blacken(picture);
    publish(picture, capturedAt);
    return true;
  }

  private void publish(Mat picture, Instant capturedAt) {
    Frame frame =
        new Frame(
            cameraId + "-" + run + "-" + sequence,
            cameraId,
            sequence,
            capturedAt,
            picture.cols(),
            picture.rows(),
            encoder.encode(picture));
    boolean patient = !live && camera.pace() == Pace.FAST;
    if (publisher.publish(frame, patient, stop::raised, metrics)) {
      sequence++;
    }
  }

  @Override
  public void close() {
    gate.close();
    zones.close();
    encoder.close();
  }
}
