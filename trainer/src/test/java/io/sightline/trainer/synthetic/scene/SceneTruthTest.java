package io.sightline.trainer.synthetic.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Point;
import io.sightline.trainer.synthetic.PersonTruth;
import io.sightline.trainer.synthetic.person.Trait;
import io.sightline.trainer.synthetic.raster.Ambient;
import io.sightline.trainer.synthetic.raster.Camera;
import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Lighting;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Raster;
import io.sightline.trainer.synthetic.raster.Transform;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Draws marks where the truth says something is, and looks where they come out. */
class SceneTruthTest {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 540;
  private static final Lighting DARK = new Lighting(new Ambient(), List.of());
  private static final List<Actor> CAST = Cast.of(3, 0, 5);
  private final Camera camera =
      Camera.lookingAt(new float[] {60, 290, 0}, new float[] {0, 130, -420}, 900, WIDTH, HEIGHT);
  private final Raster raster = new Raster(WIDTH, HEIGHT);

  private static Posed at(int actor, float x, float z, float toX) {
    List<Walker.Corner> way =
        List.of(
            new Walker.Corner(new float[] {x, z}, 0, null),
            new Walker.Corner(new float[] {toX, 0}, 0, null));
    return Posed.of(new Walker(CAST.get(actor), way), 3.3);
  }

  private PersonTruth truth(Posed person) {
    return PersonTruth.of(
        0,
        1,
        1,
        person.actor().looks().maskState(),
        person.head(),
        person.shoulders(),
        camera,
        raster);
  }

  @Test
  void thePixelsOfTheFaceFillTheBox() {
    for (int i = 0; i < 3; i++) {
      Posed person = at(i, 90 * i - 90, -380 - 60 * i, 80 * i);
      float chin = -person.actor().identity().of(Trait.FACE_LENGTH);
      Mesh skin = person.head().meshes().get(0);
      raster.begin(camera);
      java.util.Arrays.fill(raster.rgb(), 0);
      raster.draw(
          skin.withMaterial(glow(f -> f.restY < 4.8f && f.restY > chin - 0.05f && f.restZ > -6.5f)),
          person.shoulders());
      raster.resolve(DARK);
      int[] seen = extent();
      FaceBox box = truth(person).box();
      assertThat(box.width()).as("a face of some size").isGreaterThan(20);
      float slack = 2 + 0.05f * box.width();
      assertThat((float) seen[0]).isBetween(box.x() - slack, box.x() + slack);
      assertThat((float) seen[1]).isBetween(box.y() - slack, box.y() + slack);
      assertThat((float) seen[2])
          .isBetween(box.x() + box.width() - slack, box.x() + box.width() + slack);
      assertThat((float) seen[3])
          .isBetween(box.y() + box.height() - slack, box.y() + box.height() + slack);
    }
  }

  @Test
  void landmarksComeOutWhereTheTruthSaysWithinAPixel() {
    Posed person = at(1, -40, -330, 40);
    PersonTruth truth = truth(person);
    float[] points = person.head().landmarks();
    for (int i = 0; i < 5; i++) {
      Mesh mark =
          Solids.ball(
              points[3 * i], points[3 * i + 1], points[3 * i + 2], 0.6f, 0.6f, glow(f -> true));
      raster.begin(camera);
      java.util.Arrays.fill(raster.rgb(), 0);
      raster.draw(mark, person.shoulders());
      raster.resolve(DARK);
      float[] centre = centre();
      Point said = truth.landmarks().points().get(i);
      assertThat(Math.hypot(centre[0] - said.x(), centre[1] - said.y()))
          .as("landmark %d", i)
          .isLessThan(1);
    }
  }

  @Test
  void whoIsHalfHiddenIsHalfVisible() {
    Posed person = at(2, 0, -400, 60);
    raster.begin(camera);
    person.each(camera, raster::draw);
    assertThat(truth(person).visibility()).isGreaterThan(0.95);
    FaceBox box = truth(person).box();
    float middle = box.x() + box.width() / 2;
    raster.draw(screen(0, middle), Transform.IDENTITY);
    assertThat(truth(person).visibility()).isBetween(0.35, 0.65);
    raster.draw(screen(0, WIDTH), Transform.IDENTITY);
    assertThat(truth(person).visibility()).isZero();
  }

  @Test
  void anotherPersonHides() {
    Posed behind = at(0, 0, -520, 60);
    float[] eye = camera.eye();
    // On the line from the camera's foot to whom they hide, two steps before them.
    float t = 0.85f;
    Posed before = at(1, eye[0] * (1 - t), -520 * t, 60);
    raster.begin(camera);
    behind.each(camera, raster::draw);
    double alone = truth(behind).visibility();
    before.each(camera, raster::draw);
    assertThat(truth(behind).visibility()).isLessThan(alone);
    assertThat(truth(before).visibility()).isGreaterThan(0.9);
  }

  /** A board a metre before the camera, over these columns of the picture. */
  private Mesh screen(float left, float right) {
    float depth = 100;
    float[] m = camera.fromWorld().inverse().m();
    float[] corners = {left, 0, right, 0, left, HEIGHT, right, HEIGHT};
    float[] p = new float[12];
    for (int i = 0; i < 4; i++) {
      float x = (corners[2 * i] - camera.cx()) / camera.focal() * depth;
      float y = (corners[2 * i + 1] - camera.cy()) / camera.focal() * depth;
      new Transform(m).point(x, y, depth, p, 3 * i);
    }
    return Mesh.of(p, new float[8], new int[] {0, 2, 1, 1, 2, 3}, glow(f -> true));
  }

  private interface Where {
    boolean is(Fragment f);
  }

  private static Material glow(Where where) {
    return f -> {
      float on = where.is(f) ? 1 : 0;
      f.colour(on, on, on);
      f.glow = 1;
    };
  }

  /** Left, top, right and bottom edge of what glows. */
  private int[] extent() {
    int[] e = {WIDTH, HEIGHT, 0, 0};
    for (int k = 0; k < WIDTH * HEIGHT; k++) {
      if (raster.rgb()[3 * k] > 0.4f) {
        e[0] = Math.min(e[0], k % WIDTH);
        e[1] = Math.min(e[1], k / WIDTH);
        e[2] = Math.max(e[2], k % WIDTH + 1);
        e[3] = Math.max(e[3], k / WIDTH + 1);
      }
    }
    return e;
  }

  private float[] centre() {
    double sum = 0;
    double x = 0;
    double y = 0;
    for (int k = 0; k < WIDTH * HEIGHT; k++) {
      float light = raster.rgb()[3 * k];
      sum += light;
      x += light * (k % WIDTH + 0.5);
      y += light * (k / WIDTH + 0.5);
    }
    return new float[] {(float) (x / sum), (float) (y / sum)};
  }
}
