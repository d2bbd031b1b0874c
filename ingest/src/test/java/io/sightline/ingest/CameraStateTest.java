package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.wire.CameraStatus;
import io.sightline.ingest.source.PictureSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CameraStateTest {

  @Test
  void anotherSizeIsNewsToo() {
    List<CameraStatus> reports = new ArrayList<>();
    CameraMetrics metrics = new CameraMetrics(new SimpleMeterRegistry(), "door");
    CameraState state = new CameraState("door", reports::add, metrics);
    CameraUrl url = new CameraUrl("rtsp://cam/live");
    state.connecting(url);
    state.live(url, new PictureSize(640, 480), 25);
    state.live(url, new PictureSize(1920, 1080), 25);
    state.live(url, new PictureSize(1920, 1080), 25);
    assertThat(reports).extracting(CameraStatus::width).containsExactly(0, 640, 1920);
  }

  /** It kept the last one, and a camera that was cut off while it was late seemed late for good. */
  @Test
  void aLostCameraHasNoDelay() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    CameraMetrics metrics = new CameraMetrics(registry, "door");
    CameraState state = new CameraState("door", status -> {}, metrics);
    CameraUrl url = new CameraUrl("rtsp://cam/live");
    Gauge delay = registry.get("sightline.camera.delay").gauge();
    state.connecting(url);
    assertThat(delay.value()).isNaN();
    state.live(url, new PictureSize(640, 480), 25);
    metrics.delay(Duration.ofSeconds(7));
    assertThat(delay.value()).isEqualTo(7);
    state.lost("cut off");
    assertThat(delay.value()).isNaN();
  }
}
