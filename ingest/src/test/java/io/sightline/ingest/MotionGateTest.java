package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.sightline.contract.config.MotionConfig;
import io.sightline.contract.config.ZoneConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class MotionGateTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final MotionConfig CONFIG = new MotionConfig(true, 0.002, Duration.ofSeconds(3));
  private static final ZoneConfig LEFT =
      new ZoneConfig(
          "left",
          List.of(List.of(0.0, 0.0), List.of(0.5, 0.0), List.of(0.5, 1.0), List.of(0.0, 1.0)));

  @Test
  void opensForMovementAndForTheFirst() {
    try (MotionGate gate = new MotionGate(CONFIG, List.of())) {
      assertThat(gate.opens(grey(10, 0), START)).isTrue();
      assertThat(gate.opens(grey(10, 0), START.plusMillis(200))).isFalse();
      assertThat(gate.opens(grey(14, 0), START.plusMillis(400))).isTrue();
      assertThat(gate.opens(grey(14, 0), START.plusMillis(600))).isFalse();
    }
  }

  @Test
  void noiseIsNoMovement() {
    try (MotionGate gate = new MotionGate(CONFIG, List.of())) {
      gate.opens(grey(10, 0), START);
      assertThat(gate.opens(grey(10, 9), START.plusMillis(200))).isFalse();
    }
  }

  @Test
  void aStillCameraSendsAFrameEveryKeepAlive() {
    try (MotionGate gate = new MotionGate(CONFIG, List.of())) {
      int opened = 0;
      for (int i = 0; i <= 50; i++) {
        opened += gate.opens(grey(10, 0), START.plusMillis(i * 200L)) ? 1 : 0;
      }
      assertThat(opened).isEqualTo(4);
    }
  }

  @Test
  void aClockSetBackDoesNotShutIt() {
    try (MotionGate gate = new MotionGate(CONFIG, List.of())) {
      gate.opens(grey(10, 0), START);
      assertThat(gate.opens(grey(10, 0), START.minusSeconds(3600))).isTrue();
    }
  }

  @Test
  void movementOutsideTheZonesDoesNotCount() {
    try (MotionGate gate = new MotionGate(CONFIG, List.of(LEFT))) {
      gate.opens(grey(100, 0), START);
      assertThat(gate.opens(grey(130, 0), START.plusMillis(200))).isFalse();
      assertThat(gate.opens(grey(10, 0), START.plusMillis(400))).isTrue();
    }
  }

  /** A light box at x on a dark ground; all lighter by so much. */
  private static Mat grey(int x, int lighter) {
    Mat picture = new Mat(90, 160, CV_8UC1, new Scalar(40 + lighter));
    rectangle(picture, new Rect(x, 30, 20, 40), new Scalar(180 + lighter), -1, 8, 0);
    return picture;
  }
}
