package io.sightline.ingest;

import static org.bytedeco.opencv.global.opencv_core.CV_32SC2;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC1;
import static org.bytedeco.opencv.global.opencv_core.bitwise_not;
import static org.bytedeco.opencv.global.opencv_imgproc.fillPoly;

import io.sightline.contract.config.ZoneConfig;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;

/** A camera's zones, drawn for one size of picture and kept until another size comes. */
final class ZoneMask implements AutoCloseable {
  private final List<ZoneConfig> zones;
  private final Mat inside = new Mat();
  private final Mat outside = new Mat();
  private final Mat black = new Mat(new Scalar(0));

  /**
   * @param zones none means the whole picture
   */
  ZoneMask(List<ZoneConfig> zones) {
    this.zones = zones;
  }

  boolean everywhere() {
    return zones.isEmpty();
  }

  /** Blackens what lies outside all zones. */
  void blacken(Mat picture) {
    if (!everywhere()) {
      draw(picture);
      picture.setTo(black, outside);
    }
  }

  /** One channel, 255 inside a zone, of the picture's size; not for a camera without zones. */
  Mat inside(Mat picture) {
    draw(picture);
    return inside;
  }

  private void draw(Mat picture) {
    if (picture.cols() == inside.cols() && picture.rows() == inside.rows()) {
      return;
    }
    inside.create(picture.rows(), picture.cols(), CV_8UC1);
    inside.setTo(black);
    try (PointerScope scope = new PointerScope()) {
      for (ZoneConfig zone : zones) {
        // One at a time: drawn together, polygons that overlap would cut holes into each other.
        fillPoly(inside, new MatVector(corners(zone, picture)), new Scalar(255));
      }
    }
    bitwise_not(inside, outside);
  }

  private static Mat corners(ZoneConfig zone, Mat picture) {
    int[] xy = new int[zone.polygon().size() * 2];
    for (int i = 0; i < zone.polygon().size(); i++) {
      List<Double> corner = zone.polygon().get(i);
      xy[2 * i] = (int) Math.round(corner.get(0) * picture.cols());
      xy[2 * i + 1] = (int) Math.round(corner.get(1) * picture.rows());
    }
    return new Mat(zone.polygon().size(), 1, CV_32SC2, new IntPointer(xy));
  }

  @Override
  public void close() {
    inside.close();
    outside.close();
    black.close();
  }
}
