package io.sightline.trainer.synthetic.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Rectangles whose pictures can be worked out by hand. */
class RasterTest {
  private static final int SIDE = 64;
  private static final Lighting DARK = new Lighting(new Ambient(), List.of());
  private static final Camera CAMERA =
      Camera.lookingAt(new float[] {0, 0, 100}, new float[3], SIDE, SIDE, SIDE);

  /** Shows its texture coordinates as colour, whatever the light. */
  private static final Material MAP =
      f -> {
        f.colour(f.u, f.v, 1);
        f.glow = 1;
      };

  private static Material glowing(float red) {
    return f -> {
      f.colour(red, 0, 0);
      f.glow = 1;
    };
  }

  /**
   * From the left edge to the right one; corners top left, top right, bottom left, bottom right.
   */
  private static Mesh sheet(Material material, float... xyz) {
    return Mesh.of(xyz, new float[] {0, 0, 1, 0, 0, 1, 1, 1}, Grid.triangles(2, 2), material);
  }

  private static Mesh facing(Material material, float half, float z) {
    return sheet(material, -half, half, z, half, half, z, -half, -half, z, half, -half, z);
  }

  private static float[] at(Raster raster, int x, int y) {
    int k = 3 * (y * SIDE + x);
    return new float[] {raster.rgb()[k], raster.rgb()[k + 1], raster.rgb()[k + 2]};
  }

  private static Raster draw(Mesh... meshes) {
    Raster raster = new Raster(SIDE, SIDE);
    raster.begin(CAMERA);
    for (Mesh mesh : meshes) {
      raster.draw(mesh, Transform.IDENTITY);
    }
    raster.resolve(DARK);
    return raster;
  }

  @Test
  void aSheetLiesWhereTheCameraProjectsIt() {
    Raster raster = draw(facing(MAP, 25, 0));
    float[] corner = new float[3];
    CAMERA.project(-25, 25, 0, corner);
    assertThat(corner).containsExactly(16, 16, 100);
    assertThat(at(raster, 15, 20)).containsExactly(0, 0, 0);
    assertThat(at(raster, 16, 16)[0]).isCloseTo(0.5f / 32, within(1e-4f));
    assertThat(at(raster, 47, 40)[0]).isCloseTo(31.5f / 32, within(1e-4f));
    assertThat(at(raster, 47, 40)[1]).isCloseTo(24.5f / 32, within(1e-4f));
  }

  @Test
  void texturesFollowThePerspective() {
    // The left edge is at half the distance of the right one.
    Raster raster = draw(sheet(MAP, -20, 60, 50, 40, 60, 0, -20, -60, 50, 40, -60, 0));
    float x = 40.5f;
    // The ray through that pixel meets the sheet where (x, z) = (-20, 50) + t (60, -50).
    float slope = (x - 32) / SIDE;
    float t = (20 + slope * 50) / (60 - slope * 50);
    assertThat(at(raster, 40, 12)[0]).isCloseTo(t, within(1e-3f));
  }

  @Test
  void theNearerWinsInAnyOrder() {
    Mesh near = facing(glowing(0.25f), 10, 10);
    Mesh far = facing(glowing(0.75f), 30, -10);
    assertThat(at(draw(near, far), 32, 32)[0]).isEqualTo(0.25f);
    assertThat(at(draw(far, near), 32, 32)[0]).isEqualTo(0.25f);
    assertThat(at(draw(far, near), 45, 32)[0]).isEqualTo(0.75f);
  }

  @Test
  void edgesAreMixedByWhatTheyCover() {
    // The edge runs through the middle of a column of pixels.
    float edge = 8.5f / SIDE * 100;
    Raster raster = draw(sheet(glowing(1), -30, 30, 0, edge, 30, 0, -30, -30, 0, edge, -30, 0));
    assertThat(at(raster, 39, 32)[0]).isEqualTo(1);
    assertThat(at(raster, 40, 32)[0]).isEqualTo(0.5f);
    assertThat(at(raster, 41, 32)[0]).isZero();
  }

  @Test
  void theFloorUnderTheCameraReachesToTheLowerEdge() {
    Mesh floor = sheet(glowing(1), -900, -20, -900, 900, -20, -900, -900, -20, 900, 900, -20, 900);
    Raster raster = draw(floor);
    assertThat(at(raster, 3, 63)[0]).isEqualTo(1);
    assertThat(at(raster, 60, 50)[0]).isEqualTo(1);
    assertThat(at(raster, 32, 30)[0]).isZero();
  }

  @Test
  void whatIsDrawnLaterMayStandBehind() {
    Raster raster = draw(facing(glowing(0.25f), 10, 10));
    raster.draw(facing(glowing(0.75f), 30, -10), Transform.IDENTITY);
    raster.resolve(DARK);
    assertThat(at(raster, 32, 32)[0]).isEqualTo(0.25f);
    assertThat(at(raster, 45, 32)[0]).isEqualTo(0.75f);
    assertThat(raster.hides(32, 32, 100, 5)).isTrue();
    assertThat(raster.hides(32, 32, 90, 5)).isFalse();
  }

  @Test
  void aWallKeepsTheSunOffWhatIsBehindIt() {
    ShadowMap shadows = new ShadowMap(64);
    shadows.begin(new float[] {0, 0, 1}, new float[3], 40);
    Mesh wall = facing(glowing(1), 10, 20);
    shadows.draw(wall, Transform.IDENTITY);
    assertThat(shadows.lit(0, 0, 0)).isZero();
    assertThat(shadows.lit(0, 0, 25)).isEqualTo(1);
    assertThat(shadows.lit(25, 0, 0)).isEqualTo(1);
  }

  @Test
  void inversesUndo() {
    Transform t =
        Transform.translation(3, -2, 5)
            .after(Transform.rotationY(30))
            .after(Transform.rotationX(-20))
            .after(Transform.scale(2, 2, 2));
    float[] out = new float[3];
    t.point(1, 2, 3, out, 0);
    t.inverse().point(out[0], out[1], out[2], out, 0);
    assertThat(out).containsExactly(new float[] {1, 2, 3}, within(1e-4f));
  }
}
