package io.sightline.ingest;

import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.CameraStatus.State;
import io.sightline.ingest.source.PictureSize;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A camera's state: each change is logged, and it is reported, without credentials. */
final class CameraState {
  private static final Logger LOG = LoggerFactory.getLogger(CameraState.class);

  private final String camera;
  private final Consumer<CameraStatus> reports;
  private final CameraMetrics metrics;
  private volatile CameraStatus current;
  private volatile String problem = "";

  CameraState(String camera, Consumer<CameraStatus> reports, CameraMetrics metrics) {
    this.camera = camera;
    this.reports = reports;
    this.metrics = metrics;
  }

  void connecting(CameraUrl url) {
    change(State.CONNECTING, url.toString(), new PictureSize(0, 0), 0);
  }

  void live(CameraUrl url, PictureSize size, float fps) {
    problem = "";
    change(State.LIVE, url.toString(), size, fps);
  }

  void lost(String why) {
    problem = CameraUrl.redact(why);
    change(State.LOST, why, last(), current.sourceFps());
  }

  void ended(String how) {
    change(State.ENDED, how, last(), current.sourceFps());
  }

  void stopped() {
    change(State.STOPPED, "told to stop", last(), current.sourceFps());
  }

  /** Null before the first. */
  CameraStatus current() {
    return current;
  }

  /** Why it was lost and has not come back, also after it was stopped; empty when all is well. */
  String problem() {
    return problem;
  }

  private PictureSize last() {
    return new PictureSize(current.width(), current.height());
  }

  private void change(State state, String text, PictureSize size, float fps) {
    String detail = CameraUrl.redact(text);
    CameraStatus before = current;
    if (before != null
        && before.state() == state
        && before.detail().equals(detail)
        && size.equals(last())) {
      return; // Who is told sends it until Kafka has it.
    }
    current =
        new CameraStatus(camera, state, Instant.now(), detail, size.width(), size.height(), fps);
    metrics.up(state == State.LIVE);
    if (state == State.LOST) {
      LOG.warn("camera {}: lost: {}", camera, detail);
    } else {
      LOG.info("camera {}: {}: {}", camera, state, detail);
    }
    reports.accept(current);
  }
}
