package io.sightline.trainer.mask;

import io.sightline.trainer.data.Picture;
import java.util.SplittableRandom;

/**
 * Draws a mask on an aligned crop of any square size: the mask's sheet is laid over an average
 * head, turned as the face is, lit as the face is, and blended by its true coverage. Thread-safe;
 * the result is a function of the arguments.
 */
public final class MaskPainter {
  private static final int COLUMNS = 24;
  private static final int ROWS = 14;

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
    float[][][] corners = new float[ROWS + 1][COLUMNS + 1][];
    for (int r = 0; r <= ROWS; r++) {
      for (int c = 0; c <= COLUMNS; c++) {
        double u = 2.0 * c / COLUMNS - 1;
        double v = (double) r / ROWS;
        double[] p = place(shape.point(u, v, pose));
        corners[r][c] =
            new float[] {(float) p[0], (float) p[1], (float) u, (float) v, lightAt(u, v)};
      }
    }
    return corners;
  }

  /** Lambert's law with light from above, from the face's brighter side, and from all around. */
  private float lightAt(double u, double v) {
    double h = 0.04;
    double[] left = turned(Math.max(-1, u - h), v);
    double[] right = turned(Math.min(1, u + h), v);
    double[] up = turned(u, Math.max(0, v - h));
    double[] down = turned(u, Math.min(1, v + h));
    double ux = right[0] - left[0];
    double uy = right[1] - left[1];
    double uz = right[2] - left[2];
    double vx = down[0] - up[0];
    double vy = down[1] - up[1];
    double vz = down[2] - up[2];
    double nx = uy * vz - uz * vy;
    double ny = uz * vx - ux * vz;
    double nz = ux * vy - uy * vx;
    double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
    double sideways = light.sideways();
    double lambert =
        (nx * sideways - 0.45 * ny + nz)
            / length
            / Math.sqrt(1 + 0.45 * 0.45 + sideways * sideways);
    return (float) (0.45 + 0.62 * Math.max(0, lambert)) * light.gain();
  }

  private double[] turned(double u, double v) {
    double[] p = shape.point(u, v, pose);
    return projection.turn(p[0], p[1], p[2]);
  }

  private MaskLayer.Material material() {
    MaskTemplate template = MaskTemplate.of(look.type());
    Fabric fabric = look.fabric();
    return (u, v, lit, rgba) -> {
      rgba[3] = template.alpha(u, v);
      if (rgba[3] == 0) {
        return;
      }
      fabric.colour(u, v, rgba);
      float trim = template.trim(u, v);
      float shade = lit * template.relief(u, v);
      for (int k = 0; k < 3; k++) {
        rgba[k] = Math.min(255, (rgba[k] + trim * (225 - rgba[k])) * shade);
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
