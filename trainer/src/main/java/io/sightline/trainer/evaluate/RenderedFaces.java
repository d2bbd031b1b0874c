package io.sightline.trainer.evaluate;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.recognizer.face.DetectedFace;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.synthetic.FaceShot;
import io.sightline.trainer.synthetic.PersonTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a detector that never saw them takes rendered faces. Pictures of single faces are laid out on
 * sheets of the detector's own size, so that it sees faces as large as they are. Not thread-safe.
 */
public final class RenderedFaces {
  private static final int SHEET = 640;
  private static final float MATCH = 0.4f;
  private final Function<Picture, List<DetectedFace>> detector;
  private final List<PersonTruth> missed = new ArrayList<>();
  private final List<double[]> errors = new ArrayList<>();
  private int faces;
  private int strays;
  private double overlap;
  private int x;
  private int y;
  private int shelf;
  private byte[] sheet = grey();
  private final List<PersonTruth> placed = new ArrayList<>();

  public RenderedFaces(Function<Picture, List<DetectedFace>> detector) {
    this.detector = detector;
  }

  /** Lays a picture on the sheet; a full sheet is looked at first. */
  public void add(FaceShot shot) {
    int width = shot.picture().width();
    int height = shot.picture().height();
    if (x + width > SHEET) {
      x = 0;
      y += shelf;
      shelf = 0;
    }
    if (y + height > SHEET) {
      look();
    }
    for (int row = 0; row < height; row++) {
      System.arraycopy(
          shot.picture().rgb(), 3 * row * width, sheet, 3 * ((y + row) * SHEET + x), 3 * width);
    }
    placed.add(shifted(shot.truth(), x, y));
    x += width;
    shelf = Math.max(shelf, height);
  }

  private static byte[] grey() {
    byte[] bytes = new byte[3 * SHEET * SHEET];
    Arrays.fill(bytes, (byte) 110);
    return bytes;
  }

  private static PersonTruth shifted(PersonTruth t, float dx, float dy) {
    float[] xy = new float[10];
    int i = 0;
    for (Point p : t.landmarks().points()) {
      xy[i++] = p.x() + dx;
      xy[i++] = p.y() + dy;
    }
    FaceBox b = t.box();
    return new PersonTruth(
        t.frame(),
        t.identity(),
        t.track(),
        new FaceBox(b.x() + dx, b.y() + dy, b.width(), b.height()),
        Landmarks.of(xy),
        t.visibility(),
        t.yaw(),
        t.pitch(),
        t.roll(),
        t.mask(),
        t.size());
  }

  /** Looks at what lies on the sheet. */
  public void look() {
    List<DetectedFace> found = new ArrayList<>(detector.apply(new Picture(SHEET, SHEET, sheet)));
    for (PersonTruth truth : placed) {
      faces++;
      Optional<DetectedFace> best =
          found.stream().max(Comparator.comparingDouble(f -> f.box().iou(truth.box())));
      if (best.isEmpty() || best.get().box().iou(truth.box()) < MATCH) {
        missed.add(truth);
        continue;
      }
      found.remove(best.get());
      overlap += best.get().box().iou(truth.box());
      errors.add(error(best.get().landmarks(), truth));
    }
    strays += found.size();
    placed.clear();
    sheet = grey();
    x = 0;
    y = 0;
    shelf = 0;
  }

  /** Ten differences in distances between the eyes, as they would be seen from the front. */
  private static double[] error(Landmarks found, PersonTruth truth) {
    double[] e = new double[10];
    double unit = truth.eyeDistance();
    for (int i = 0; i < 5; i++) {
      Point a = found.points().get(i);
      Point b = truth.landmarks().points().get(i);
      e[2 * i] = (a.x() - b.x()) / unit;
      e[2 * i + 1] = (a.y() - b.y()) / unit;
    }
    return e;
  }

  /**
   * The figures.
   *
   * @param faces looked for
   * @param found share of them
   * @param strays detections where no face is
   * @param overlap mean intersection over union of found boxes with the true ones
   * @param offsets mean difference of each landmark's x and y, in distances between the eyes
   * @param errors mean distance of each landmark from the truth once its offset is taken off
   * @param shape mean distance of all once the shift that a face's five have in common is taken
   *     off, too: whether they lie rightly to each other
   * @param missed the others
   */
  public record Result(
      int faces,
      double found,
      int strays,
      double overlap,
      double[] offsets,
      double[] errors,
      double shape,
      List<PersonTruth> missed) {
    /** Of all five. */
    public double error() {
      return Arrays.stream(errors).average().orElseThrow();
    }
  }

  public Result result() {
    double[] offsets = new double[10];
    for (double[] e : errors) {
      for (int i = 0; i < 10; i++) {
        offsets[i] += e[i] / errors.size();
      }
    }
    double[] each = new double[5];
    double shape = 0;
    for (double[] e : errors) {
      double[] rest = minus(e, offsets);
      double[] own = minus(rest, shift(rest));
      for (int i = 0; i < 10; i += 2) {
        each[i / 2] += Math.hypot(rest[i], rest[i + 1]) / errors.size();
        shape += Math.hypot(own[i], own[i + 1]) / (5.0 * errors.size());
      }
    }
    int found = errors.size();
    return new Result(
        faces, found / (double) faces, strays, overlap / found, offsets, each, shape, missed);
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return difference;
  }

  /** The mean x and y of five points, five times. */
  private static double[] shift(double[] points) {
    double[] shift = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      for (int j = i % 2; j < points.length; j += 2) {
        shift[i] += points[j] / 5;
      }
    }
    return shift;
  }
}
