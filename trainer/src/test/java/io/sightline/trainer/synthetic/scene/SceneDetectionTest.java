package io.sightline.trainer.synthetic.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Point;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.synthetic.PersonTruth;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * How real scenes look to a detector that was trained on photographs: YuNet at full size, where it
 * lies beside the project. Prints the figures of docs/rendered-scenes.md.
 */
class SceneDetectionTest {
  private static final Path MODEL =
      Path.of(
          System.getProperty("sightline.root"),
          "../shared/models/face_detection_yunet_2023mar.onnx");
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int[] SIZES = {20, 30, 40, 60, 90, 400};
  private static final int[] YAWS = {15, 30, 45, 60, 75};

  /** Pictures of each of the four places; the docs' figures are of many more than a build's. */
  private final int pictures = Integer.getInteger("scenes.pictures", 2);

  private final List<double[]> errors = new ArrayList<>();
  private final int[][] faces = new int[SIZES.length][YAWS.length];
  private final int[][] found = new int[SIZES.length][YAWS.length];
  private int stray;

  @Test
  void aDetectorOfRealFacesFindsRenderedOnes() {
    Assumptions.assumeTrue(Files.exists(MODEL), "no detector for trials at ../shared/models");
    try (FaceDetectorYN detector = detector()) {
      shoot(detector, pictures > 6 ? 32 : 14, 1);
      print();
      int small = stray;
      stray = 0;
      shoot(detector, 0, 100);
      System.out.printf(
          "false detections: %d in %d pictures with people, %d in %d empty ones%n",
          small, 4 * pictures, stray, 4 * pictures);
    }
    int[] near = sum(2, 2);
    assertThat(near[0]).as("faces of 30 pixels and more, turned up to 45 degrees").isPositive();
    assertThat(near[1] / (double) near[0]).isGreaterThan(0.9);
    // A build sees too few faces to take off what is the same for all.
    assertThat(errors.size() < 30 ? 0 : landmarkError())
        .as("share of the distance between the eyes")
        .isLessThan(0.14);
    assertThat(stray / (4.0 * pictures)).as("false ones in an empty picture").isLessThan(0.5);
  }

  private static FaceDetectorYN detector() {
    try (Size size = new Size(WIDTH, HEIGHT)) {
      return FaceDetectorYN.create(MODEL.toString(), "", size, 0.7f, 0.3f, 500, 0, 0);
    }
  }

  private void shoot(FaceDetectorYN detector, int people, long seed) {
    for (int round = 0; round * 6 < pictures; round++) {
      List<Actor> cast = Cast.of(people, 0.3, seed + round);
      Studio studio =
          new Studio(
              List.of(PlaceKind.values()), cast, List.of(), WIDTH, HEIGHT, 0.35, seed + round);
      for (int i = 0; i < Math.min(6, pictures - 6 * round); i++) {
        studio.shoot(i, 1.7 * i, (camera, shot) -> judge(detector, shot));
      }
    }
  }

  private synchronized void judge(FaceDetectorYN detector, SceneCamera.Shot shot) {
    List<float[]> detections = detect(detector, shot.picture());
    for (PersonTruth truth : shot.people()) {
      float[] match = null;
      for (float[] d : detections) {
        boolean near = overlap(d, truth.box()) > 0.3;
        match = near ? d : match;
      }
      if (match != null) {
        detections.remove(match);
      }
      count(truth, match);
    }
    stray += detections.size();
  }

  private void count(PersonTruth truth, float[] match) {
    int yaw = bin(YAWS, Math.abs(truth.yaw()));
    int size = bin(SIZES, truth.size());
    if (truth.visibility() < 0.9 || yaw < 0 || truth.pitch() > 40) {
      return;
    }
    faces[size][yaw]++;
    if (match == null) {
      return;
    }
    found[size][yaw]++;
    if (size >= 3 && yaw < 3 && truth.mask() == MaskWear.BARE) {
      double[] e = new double[10];
      double eyes = truth.landmarks().interOcular() / Math.cos(Math.toRadians(truth.yaw()));
      for (int i = 0; i < 5; i++) {
        Point p = truth.landmarks().points().get(i);
        e[2 * i] = (match[4 + 2 * i] - p.x()) / eyes;
        e[2 * i + 1] = (match[5 + 2 * i] - p.y()) / eyes;
      }
      errors.add(e);
    }
  }

  private static int bin(int[] limits, double value) {
    for (int i = 0; i < limits.length; i++) {
      if (value < limits[i]) {
        return i;
      }
    }
    return -1;
  }

  /** Mean distance between landmarks found and true, without what is the same for all faces. */
  private double landmarkError() {
    double[] mean = new double[10];
    errors.forEach(e -> add(mean, e));
    double sum = 0;
    for (double[] e : errors) {
      for (int i = 0; i < 10; i += 2) {
        sum += Math.hypot(e[i] - mean[i] / errors.size(), e[i + 1] - mean[i + 1] / errors.size());
      }
    }
    return sum / (5 * errors.size());
  }

  private static void add(double[] sum, double[] e) {
    for (int i = 0; i < e.length; i++) {
      sum[i] += e[i];
    }
  }

  /** Faces and found ones from a size on and up to a turn. */
  private int[] sum(int fromSize, int toYaw) {
    int[] sum = new int[2];
    for (int s = fromSize; s < SIZES.length; s++) {
      for (int y = 0; y <= toYaw; y++) {
        sum[0] += faces[s][y];
        sum[1] += found[s][y];
      }
    }
    return sum;
  }

  private void print() {
    StringBuilder table = new StringBuilder("size below: found of faces by |yaw| below ");
    for (int yaw : YAWS) {
      table.append(yaw).append("; ");
    }
    for (int s = 0; s < SIZES.length; s++) {
      table.append(String.format("%n%4d:", SIZES[s]));
      for (int y = 0; y < YAWS.length; y++) {
        table.append(String.format("  %4d of %4d", found[s][y], faces[s][y]));
      }
    }
    int[] near = sum(2, 2);
    table.append(
        String.format(
            "%n30 pixels and more, |yaw| up to 45: %d of %d%n"
                + "landmarks of bare faces from 40 pixels: off by %.3f of the distance between"
                + " the eyes, mean of %d faces",
            near[1], near[0], landmarkError(), errors.size()));
    System.out.println(table);
  }

  /** Of each: box, five landmarks, score. */
  private static List<float[]> detect(FaceDetectorYN detector, Picture picture) {
    List<float[]> all = new ArrayList<>();
    try (BytePointer bytes = new BytePointer(picture.rgb());
        Mat rgb = new Mat(picture.height(), picture.width(), CV_8UC3, bytes);
        Mat bgr = new Mat();
        Mat faces = new Mat()) {
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      detector.detect(bgr, faces);
      if (faces.rows() == 0) {
        return all;
      }
      try (FloatIndexer values = faces.createIndexer()) {
        for (int i = 0; i < faces.rows(); i++) {
          float[] face = new float[15];
          values.get(i, face);
          all.add(face);
        }
      }
    }
    return all;
  }

  private static float overlap(float[] d, FaceBox box) {
    return new FaceBox(d[0], d[1], d[2], d[3]).iou(box);
  }
}
