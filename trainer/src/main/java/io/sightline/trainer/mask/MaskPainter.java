package io.sightline.trainer.mask;

import io.sightline.trainer.data.Picture;
import java.util.SplittableRandom;

/**
 * Draws a mask on an aligned crop of any square size: the mask's sheet is laid over an average
 * head, turned as the face is, lit as the face is, and blended by its true coverage. Thread-safe;
 * the result is a function of the arguments.
 */
public final class MaskPainter {
  private static final int COLUMNS = 16;
  private static final int ROWS = 10;
  private static final double ABOVE = 0.45;
  private static final float TRIM = 225;

  private final MaskLook look;
  private final FacePose pose;
  private final double scale;
  private final MaskShape shape;
  private final FaceProjection projection;
  private final FaceLight light;

  private MaskPainter(Picture face, MaskLook look, FacePose pose) {
    this.look = look;
    this.pose = pose;
    scale = face.width() / 112.0;
    shape = MaskShape.of(look.type());
    projection = new FaceProjection(pose);
    light = FaceLight.measure(face);
  }

  /**
   * @param crop aligned and square; left as it is
   */
  public static Picture paint(Picture crop, MaskLook look, FacePose pose, SplittableRandom random) {
    if (crop.width() != crop.height()) {
      throw new IllegalArgumentException(
          "an aligned crop is square, not " + crop.width() + "x" + crop.height());
    }
    MaskPainter painter = new MaskPainter(crop, look, pose);
    MaskLayer layer = new MaskLayer(crop.width(), crop.height());
    new MaskStraps(look.type(), painter::place, pose, painter.scale)
        .draw(layer, painter.light, random);
    painter.drawSheet(layer);
    float softness = (float) random.nextDouble();
    return layer.over(crop, softness, (float) random.nextDouble(0.1, 0.35));
  }

  /** Picture pixels, and depth, of a head point. */
  private double[] place(double[] head) {
    double[] p = projection.project(head);
    p[0] = (p[0] + 0.5) * scale;
    p[1] = (p[1] + 0.5) * scale;
    return p;
  }

  private void drawSheet(MaskLayer layer) {
    float[][][] corners = corners();
    MaskLayer.Material material = material();
    // From the far side to the near one, which may hide it.
    boolean leftFirst = pose.yaw() < 0;
    for (int i = 0; i < COLUMNS; i++) {
      int c = leftFirst ? i : COLUMNS - 1 - i;
      for (int r = 0; r < ROWS; r++) {
        float[] a = corners[r][c];
        float[] b = corners[r][c + 1];
        float[] d = corners[r + 1][c];
        float[] e = corners[r + 1][c + 1];
        layer.triangle(a, b, e, material);
        layer.triangle(a, e, d, material);
      }
    }
  }

  /** x, y in picture pixels, u, v, light of the sheet's grid. */
  private float[][][] corners() {
    double[][][] head = new double[ROWS + 1][COLUMNS + 1][];
    double[][][] turned = new double[ROWS + 1][COLUMNS + 1][];
    for (int r = 0; r <= ROWS; r++) {
      for (int c = 0; c <= COLUMNS; c++) {
        head[r][c] = shape.point(2.0 * c / COLUMNS - 1, (double) r / ROWS, pose);
        turned[r][c] = projection.turn(head[r][c][0], head[r][c][1], head[r][c][2]);
      }
    }
    float[][][] corners = new float[ROWS + 1][COLUMNS + 1][];
    for (int r = 0; r <= ROWS; r++) {
      for (int c = 0; c <= COLUMNS; c++) {
        double[] p = place(head[r][c]);
        float u = 2f * c / COLUMNS - 1;
        float v = (float) r / ROWS;
        float lit = lightAt(turned, r, c);
        corners[r][c] = new float[] {(float) p[0], (float) p[1], u, v, lit};
      }
    }
    return corners;
  }

  /** Lambert's law with light from above, from the face's brighter side, and from all around. */
  private float lightAt(double[][][] grid, int r, int c) {
    double[] left = grid[r][Math.max(0, c - 1)];
    double[] right = grid[r][Math.min(COLUMNS, c + 1)];
    double[] up = grid[Math.max(0, r - 1)][c];
    double[] down = grid[Math.min(ROWS, r + 1)][c];
    double ux = right[0] - left[0];
    double uy = right[1] - left[1];
    double uz = right[2] - left[2];
    double vx = down[0] - up[0];
    double vy = down[1] - up[1];
    double vz = down[2] - up[2];
    double nx = uy * vz - uz * vy;
    double ny = uz * vx - ux * vz;
    double nz = ux * vy - uy * vx;
    double lx = light.sideways();
    double lengths = Math.sqrt((nx * nx + ny * ny + nz * nz) * (lx * lx + ABOVE * ABOVE + 1));
    double lambert = Math.max(0, (nx * lx - ny * ABOVE + nz) / lengths);
    return (float) (0.45 + 0.62 * lambert) * light.gain();
  }

  private MaskLayer.Material material() {
    MaskTemplate template = MaskTemplate.of(look.type());
    Fabric fabric = look.fabric();
    float[] drawn = new float[3];
    return (u, v, lit, rgba) -> {
      template.at(u, v, drawn);
      rgba[3] = drawn[0];
      if (rgba[3] == 0) {
        return;
      }
      fabric.colour(u, v, rgba);
      float shade = lit * drawn[1];
      for (int k = 0; k < 3; k++) {
        rgba[k] = Math.min(255, (rgba[k] + drawn[2] * (TRIM - rgba[k])) * shade);
      }
      desaturate(rgba);
    };
  }

  private void desaturate(float[] rgb) {
    float grey = Colours.luminance(rgb[0], rgb[1], rgb[2]);
    for (int k = 0; k < 3; k++) {
      rgb[k] = grey + light.colour() * (rgb[k] - grey);
    }
  }
}
