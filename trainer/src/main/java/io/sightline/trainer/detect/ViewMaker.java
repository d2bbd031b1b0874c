package io.sightline.trainer.detect;

import static org.bytedeco.opencv.global.opencv_core.BORDER_CONSTANT;
import static org.bytedeco.opencv.global.opencv_core.CV_64F;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.flip;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;
import static org.bytedeco.opencv.global.opencv_imgproc.warpAffine;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Point;
import io.sightline.trainer.synthetic.PersonTruth;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Makes pictures to learn from of a set's: parts of scenes and single faces, alone or four
 * together, scaled so that faces of all sizes come, turned a little, mirrored, and photographed
 * badly. A function of the seed; thread-safe.
 */
final class ViewMaker {
  private static final double ALONE = 0.65;
  private static final double FOCUSED = 0.85;
  private static final double SCENE_AMONG_FOUR = 0.5;

  private static final double SMALLEST = 8;
  private static final double LARGEST_SHARE = 0.75;
  private static final double TURN = 7;

  /** Below this scale a picture is averaged first. */
  private static final double SHRINK = 0.4;

  private final DetectionSet set;
  private final DetectorRecipe recipe;
  private final int side;

  ViewMaker(DetectionSet set, DetectorRecipe recipe) {
    this.set = set;
    this.recipe = recipe;
    side = recipe.side();
  }

  View view(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Target> targets = new ArrayList<>();
    try (PointerScope scope = new PointerScope()) {
      Mat canvas = new Mat(side, side, CV_8UC3, new Scalar(0));
      if (random.nextDouble() < ALONE) {
        place(canvas, 0, 0, side, pick(random, 1 - recipe.singles()), random, targets);
      } else {
        int half = side / 2;
        for (int i = 0; i < 4; i++) {
          LabelledPicture picture = pick(random, SCENE_AMONG_FOUR);
          place(canvas, i % 2 * half, i / 2 * half, half, picture, random, targets);
        }
      }
      if (random.nextBoolean()) {
        flip(canvas, canvas, 1);
        targets.replaceAll(target -> target.mirrored(side));
      }
      return new View(Mats.bytes(BadCamera.photograph(canvas, random)), targets);
    }
  }

  private LabelledPicture pick(SplittableRandom random, double scenes) {
    boolean scene = set.faces().isEmpty() || random.nextDouble() < scenes;
    List<LabelledPicture> from = scene && !set.scenes().isEmpty() ? set.scenes() : set.faces();
    return from.get(random.nextInt(from.size()));
  }

  private void place(
      Mat canvas,
      int x,
      int y,
      int tile,
      LabelledPicture picture,
      SplittableRandom random,
      List<Target> targets) {
    boolean portrait =
        recipe.portraits() > 0
            && tile == side
            && picture.portrait()
            && !picture.people().isEmpty()
            && random.nextDouble() < recipe.portraits();
    Placement placement =
        portrait ? whole(picture, tile, random) : placement(picture, tile, random);
    draw(picture.rgb(), placement, tile).copyTo(new Mat(canvas, new Rect(x, y, tile, tile)));
    Placement onCanvas = placement.shifted(x, y);
    FaceBox window = new FaceBox(x, y, tile, tile);
    for (PersonTruth person : picture.people()) {
      Target target = Target.of(person).moved(onCanvas).within(window);
      if (target != null) {
        targets.add(target);
      }
    }
  }

  private static Mat draw(Mat picture, Placement placement, int tile) {
    Mat from = picture;
    double shrunk = placement.scale() < SHRINK ? 0.5 : 1;
    if (shrunk < 1) {
      from = new Mat();
      resize(picture, from, new Size(picture.cols() / 2, picture.rows() / 2), 0, 0, INTER_AREA);
    }
    Mat matrix = new Mat(2, 3, CV_64F);
    new DoublePointer(matrix.data()).put(placement.matrix(shrunk));
    Mat drawn = new Mat();
    Size size = new Size(tile, tile);
    warpAffine(from, drawn, matrix, size, INTER_LINEAR, BORDER_CONSTANT, new Scalar(0));
    return drawn;
  }

  /** Fits a picture to the tile, about. */
  private static Placement whole(LabelledPicture picture, int tile, SplittableRandom random) {
    int longest = Math.max(picture.rgb().cols(), picture.rgb().rows());
    double scale = (double) tile / longest * random.nextDouble(0.6, 1.5);
    double turn = TURN * (random.nextDouble() + random.nextDouble() - 1);
    Point from = Target.of(picture.people().get(0)).middle();
    return filling(picture, tile, scale, turn, from, random);
  }

  /** Brings somebody to a size and a place, both drawn by lot; or shows any part. */
  private Placement placement(LabelledPicture picture, int tile, SplittableRandom random) {
    double turn = TURN * (random.nextDouble() + random.nextDouble() - 1);
    List<PersonTruth> people = picture.people();
    boolean back =
        recipe.backs() > 0 && !picture.unseen().isEmpty() && random.nextDouble() < recipe.backs();
    if (back) {
      people = picture.unseen();
    }
    double largest = tile * LARGEST_SHARE;
    if (!people.isEmpty() && random.nextDouble() < FOCUSED) {
      PersonTruth who = people.get(random.nextInt(people.size()));
      double wanted = SMALLEST * Math.exp(random.nextDouble() * Math.log(largest / SMALLEST));
      double scale = Math.max(0.12, Math.min(2.5, wanted / who.size()));
      return filling(picture, tile, scale, turn, Target.of(who).middle(), random);
    }
    Point from =
        new Point(
            (float) (random.nextDouble() * picture.rgb().cols()),
            (float) (random.nextDouble() * picture.rgb().rows()));
    double scale = Math.exp(random.nextDouble(Math.log(0.3), 0.7));
    return filling(picture, tile, scale, turn, from, random);
  }

  /** Puts a point anywhere, but so that no more of the tile than must be stays black. */
  private static Placement filling(
      LabelledPicture picture,
      int tile,
      double scale,
      double turn,
      Point from,
      SplittableRandom random) {
    double x = edge(picture.rgb().cols() * scale, from.x() * scale, tile, random);
    double y = edge(picture.rgb().rows() * scale, from.y() * scale, tile, random);
    Point to = new Point((float) (x + from.x() * scale), (float) (y + from.y() * scale));
    return new Placement(scale, turn, from, to);
  }

  /** Where a picture's first edge goes. */
  private static double edge(double length, double at, int tile, SplittableRandom random) {
    if (length <= tile) {
      return random.nextDouble() * (tile - length);
    }
    double wanted = tile * random.nextDouble(0.1, 0.9) - at;
    return Math.max(tile - length, Math.min(0, wanted));
  }
}
