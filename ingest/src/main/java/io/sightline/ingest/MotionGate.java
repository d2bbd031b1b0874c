package io.sightline.ingest;

import static org.bytedeco.opencv.global.opencv_core.absdiff;
import static org.bytedeco.opencv.global.opencv_core.bitwise_and;
import static org.bytedeco.opencv.global.opencv_core.countNonZero;
import static org.bytedeco.opencv.global.opencv_imgproc.THRESH_BINARY;
import static org.bytedeco.opencv.global.opencv_imgproc.threshold;

import io.sightline.contract.config.MotionConfig;
import io.sightline.contract.config.ZoneConfig;
import java.time.Instant;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Lets a picture through when something has moved since the last one that it let through, or when
 * that is long enough ago. Comparing with that one, and not with the picture before, also finds
 * what moves slowly.
 */
final class MotionGate implements AutoCloseable {
  /** Longer side of the picture it looks at: small enough for the sensor's noise to vanish. */
  static final int LONGER_SIDE = 160;

  private static final int GREY_LEVELS = 20;

  private final MotionConfig config;
  private final ZoneMask zones;
  private final Mat reference = new Mat();
  private final Mat difference = new Mat();
  private Instant lastOpened = Instant.MIN;

  /**
   * @param zones motion outside them does not count
   */
  MotionGate(MotionConfig config, List<ZoneConfig> zones) {
    this.config = config;
    this.zones = new ZoneMask(zones);
  }

  /**
   * @param grey one channel, 8 bits
   */
  boolean opens(Mat grey, Instant capturedAt) {
    boolean opens =
        lastOpened == Instant.MIN
            || !capturedAt.isBefore(lastOpened.plus(config.keepAlive()))
            || capturedAt.isBefore(lastOpened) // The clock was set back.
            || moved(grey);
    if (opens) {
      lastOpened = capturedAt;
      grey.copyTo(reference);
    }
    return opens;
  }

  private boolean moved(Mat grey) {
    if (grey.rows() != reference.rows() || grey.cols() != reference.cols()) {
      return true;
    }
    absdiff(grey, reference, difference);
    threshold(difference, difference, GREY_LEVELS, 255, THRESH_BINARY);
    long looked = (long) grey.rows() * grey.cols();
    if (!zones.everywhere()) {
      Mat inside = zones.inside(grey);
      bitwise_and(difference, inside, difference);
      looked = countNonZero(inside);
    }
    int changed = countNonZero(difference);
    return changed > 0 && changed >= config.area() * looked;
  }

  @Override
  public void close() {
    zones.close();
    reference.close();
    difference.close();
  }
}
