package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;

import io.sightline.contract.config.ZoneConfig;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;

class ZoneMaskTest {
  private static final ZoneConfig LEFT = box("left", 0, 0.6);
  private static final ZoneConfig MIDDLE = box("middle", 0.4, 0.7);

  @Test
  void outsideIsBlackAndInsideUntouchedAlsoWhereZonesOverlap() {
    try (ZoneMask zones = new ZoneMask(List.of(LEFT, MIDDLE));
        Mat picture = picture(100, 50)) {
      zones.blacken(picture);
      assertThat(TestVideo.pixel(picture, 10, 25)).containsExactly(10, 20, 30);
      assertThat(TestVideo.pixel(picture, 50, 25)).containsExactly(10, 20, 30);
      assertThat(TestVideo.pixel(picture, 65, 25)).containsExactly(10, 20, 30);
      assertThat(TestVideo.pixel(picture, 80, 25)).containsExactly(0, 0, 0);
    }
  }

  @Test
  void aSlantedEdgeIsFollowed() {
    ZoneConfig triangle =
        new ZoneConfig("t", List.of(List.of(0.0, 0.0), List.of(1.0, 0.0), List.of(0.0, 1.0)));
    try (ZoneMask zones = new ZoneMask(List.of(triangle));
        Mat picture = picture(200, 200)) {
      assertThat(countNonZero(zones.inside(picture))).isBetween(19_500, 20_500);
      zones.blacken(picture);
      assertThat(TestVideo.pixel(picture, 80, 80)).containsExactly(10, 20, 30);
      assertThat(TestVideo.pixel(picture, 120, 120)).containsExactly(0, 0, 0);
    }
  }

  @Test
  void anotherSizeIsDrawnAnew() {
    try (ZoneMask zones = new ZoneMask(List.of(LEFT));
        Mat small = picture(10, 10);
        Mat large = picture(1000, 10)) {
      zones.blacken(small);
      zones.blacken(large);
      assertThat(TestVideo.pixel(large, 590, 5)).containsExactly(10, 20, 30);
      assertThat(TestVideo.pixel(large, 610, 5)).containsExactly(0, 0, 0);
    }
  }

  @Test
  void withoutZonesNothingIsBlackened() {
    try (ZoneMask zones = new ZoneMask(List.of());
        Mat picture = picture(10, 10)) {
      zones.blacken(picture);
      assertThat(TestVideo.pixel(picture, 9, 9)).containsExactly(10, 20, 30);
    }
  }

  private static Mat picture(int width, int height) {
    return new Mat(height, width, CV_8UC3, new Scalar(10, 20, 30, 0));
  }

  private static ZoneConfig box(String name, double left, double right) {
    return new ZoneConfig(
        name,
        List.of(List.of(left, 0.0), List.of(right, 0.0), List.of(right, 1.0), List.of(left, 1.0)));
  }
}
