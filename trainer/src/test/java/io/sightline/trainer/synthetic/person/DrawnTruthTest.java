package io.sightline.trainer.synthetic.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Point;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.synthetic.PersonTruth;
import io.sightline.trainer.synthetic.raster.Ambient;
import io.sightline.trainer.synthetic.raster.Camera;
import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Lighting;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Raster;
import io.sightline.trainer.synthetic.raster.Transform;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Draws a head whose colours say which spot of it each pixel shows, and reads them back. */
class DrawnTruthTest {
  private static final int SIDE = 240;
  private static final float SPAN = 64;
  private static final Lighting DARK = new Lighting(new Ambient(), List.of());
  private static final Material PLACES =
      f -> {
        f.colour(f.restX / SPAN + 0.5f, f.restY / SPAN + 0.5f, f.restZ / SPAN + 0.5f);
        f.glow = 1;
      };
  private static final Identity WHO = Identity.of(11);
  private static final FaceLines LINES = new FaceLines(WHO);
  private static final HeadModel MODEL =
      new HeadModel(WHO, Appearance.random(WHO, new SplittableRandom(1)), 64);
  private static final Camera CAMERA =
      Camera.lookingAt(
          new float[] {20, 15, 140}, new float[] {0, -3, 0}, SIDE * 140 / 34f, SIDE, SIDE);
  private final Raster raster = new Raster(SIDE, SIDE);

  private PersonTruth draw(Expression expression, Pose pose, Transform body, Mesh... before) {
    PosedHead head = MODEL.pose(expression, pose);
    raster.begin(CAMERA);
    raster.draw(head.meshes().get(0).withMaterial(PLACES), body);
    for (Mesh mesh : before) {
      raster.draw(mesh, Transform.IDENTITY);
    }
    raster.resolve(DARK);
    return PersonTruth.of(0, 1, 2, MaskWear.BARE, head, body, CAMERA, raster);
  }

  private float[] spot(Point p) {
    int k = 3 * ((int) p.y() * SIDE + (int) p.x());
    float[] at = new float[3];
    for (int e = 0; e < 3; e++) {
      at[e] = (raster.rgb()[k + e] - 0.5f) * SPAN;
    }
    return at;
  }

  @Test
  void landmarksLieWhereTheFeaturesAreDrawn() {
    Expression smile = new Expression(0.8f, 0, 0.5f, 0, 0, 0);
    Transform body = Transform.translation(2, 1, -3).after(Transform.rotationY(-12));
    PersonTruth truth = draw(smile, new Pose(25, 8, 6), body);
    float[][] expected = {
      {-LINES.eyeX, 0},
      {LINES.eyeX, 0},
      {0, LINES.tipY},
      {-LINES.mouthX, LINES.mouthY},
      {LINES.mouthX, LINES.mouthY}
    };
    for (int i = 0; i < 5; i++) {
      float[] drawn = spot(truth.landmarks().points().get(i));
      assertThat(drawn[0]).as("x of landmark %d", i).isCloseTo(expected[i][0], within(0.45f));
      assertThat(drawn[1]).as("y of landmark %d", i).isCloseTo(expected[i][1], within(0.45f));
    }
  }

  @Test
  void theBoxHoldsTheDrawnFaceAndNoMore() {
    FaceBox box = draw(Expression.NEUTRAL, Pose.FRONT, Transform.IDENTITY).box();
    float lowest = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        float[] at = spot(new Point(x, y));
        boolean face = at[1] < 5.5f && at[1] > LINES.chinY && at[2] > -5 && at[2] < 5;
        if (face) {
          assertThat(x).isBetween((int) box.x() - 2, (int) (box.x() + box.width()) + 2);
          assertThat(y).isBetween((int) box.y() - 2, (int) (box.y() + box.height()) + 2);
          lowest = Math.max(lowest, y);
        }
      }
    }
    assertThat(box.y() + box.height()).isCloseTo(lowest, within(4f));
  }

  @Test
  void anglesAreAgainstTheLineOfSight() {
    double side = Math.toDegrees(Math.atan2(20, 140));
    double up = Math.toDegrees(Math.atan2(15, Math.hypot(20, 140)));
    PersonTruth straight = draw(Expression.NEUTRAL, Pose.FRONT, Transform.IDENTITY);
    assertThat(straight.yaw()).isCloseTo(-side, within(0.6));
    assertThat(straight.pitch()).isCloseTo(up, within(0.6));
    PersonTruth turned = draw(Expression.NEUTRAL, new Pose(30, 0, 0), Transform.rotationY(20));
    assertThat(turned.yaw()).isCloseTo(50 - side, within(3.0));
    PersonTruth tilted = draw(Expression.NEUTRAL, new Pose(0, 0, 15), Transform.IDENTITY);
    assertThat(tilted.roll() - straight.roll()).isCloseTo(15, within(1.5));
    Point left = tilted.landmarks().leftEye();
    assertThat(tilted.landmarks().rightEye().y()).isGreaterThan(left.y());
  }

  @Test
  void whatStandsBeforeTheFaceHidesItsShare() {
    assertThat(draw(Expression.NEUTRAL, Pose.FRONT, Transform.IDENTITY).visibility())
        .isGreaterThan(0.97);
    Material board = Material.plain(1, 1, 1, 0, 1);
    // Its right edge runs down the middle of the face, as this camera sees it.
    float[] p = {-40, 30, 30, 4, 30, 30, -40, -40, 30, 4, -40, 30};
    Mesh half = Mesh.of(p, new float[8], Grid.triangles(2, 2), board);
    assertThat(draw(Expression.NEUTRAL, Pose.FRONT, Transform.IDENTITY, half).visibility())
        .isBetween(0.35, 0.65);
    assertThat(draw(Expression.NEUTRAL, Pose.FRONT, Transform.rotationY(180)).visibility())
        .isZero();
  }

  @Test
  void aLineOfJsonIsReadBack() throws Exception {
    PersonTruth truth = draw(Expression.NEUTRAL, new Pose(10, 0, 0), Transform.IDENTITY);
    assertThat(truth.json()).startsWith("{\"frame\":0,\"identity\":1,\"track\":2,\"box\":{\"x\":");
    assertThat(PersonTruth.parse(truth.json())).isEqualTo(truth);
  }
}
