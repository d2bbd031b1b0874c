package io.sightline.local;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How one camera fares.
 *
 * @param fps frames recognised a second, since the last look
 * @param dropped frames in all
 * @param faces in all
 * @param lag seconds of frames that wait to be recognised, at the camera's rate
 */
record CameraRow(String camera, double fps, long dropped, long faces, double lag) {

  /** Looks at a street's cameras, again and again. For one thread. */
  static final class Watch {
    private final Street street;
    private final Map<String, Long> recognised = new HashMap<>();
    private long last = System.nanoTime();

    Watch(Street street) {
      this.street = street;
    }

    List<CameraRow> look() {
      long now = System.nanoTime();
      double seconds = (now - last) / 1e9;
      last = now;
      List<CameraRow> rows = new ArrayList<>();
      street.config().cameras().keySet().forEach(camera -> rows.add(row(camera, seconds)));
      return rows;
    }

    private CameraRow row(String camera, double seconds) {
      MeterRegistry recognizer = street.recognizer().metrics();
      long done = Counts.of(recognizer, "sightline.frames.recognised", camera);
      long dropped = Counts.of(recognizer, "sightline.frames.dropped", camera);
      long published = Counts.of(street.ingest().metrics(), "sightline.frames.published", camera);
      Long before = recognised.put(camera, done);
      return new CameraRow(
          camera,
          (done - (before == null ? 0 : before)) / seconds,
          dropped,
          Counts.of(recognizer, "sightline.faces", camera),
          Math.max(0, published - done - dropped) / rate(camera));
    }

    private double rate(String camera) {
      return street.config().cameras().get(camera).over(street.config().capture()).fps();
    }
  }
}
