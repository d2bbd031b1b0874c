package io.sightline.trainer.mask;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.EnumMap;
import java.util.Map;

/**
 * The drawing of a mask spread flat, over u from -1 to 1 and v from 0 to 1: outline, folds and
 * seams, and parts that do not take the fabric's colour. Drawn once as vectors; thread-safe.
 */
final class MaskTemplate {
  static final int SIZE = 256;
  private static final Map<MaskType, MaskTemplate> DRAWN = new EnumMap<>(MaskType.class);

  static {
    for (MaskType type : MaskType.values()) {
      DRAWN.put(type, new MaskTemplate(type));
    }
  }

  private final byte[] outline;
  private final byte[] relief;
  private final byte[] trim;

  private MaskTemplate(MaskType type) {
    Path2D shape = outline(type);
    outline = draw(Color.BLACK, g -> fill(g, shape, Color.WHITE));
    relief = draw(Color.GRAY, g -> relief(type, g, shape));
    trim = draw(Color.BLACK, g -> trim(type, g, shape));
  }

  static MaskTemplate of(MaskType type) {
    return DRAWN.get(type);
  }

  /**
   * Reads the drawing at a place.
   *
   * @param drawn gets the coverage from 0 to 1, the light that folds and seams leave, about 1, and
   *     the share of the trim's colour from 0 to 1
   */
  void at(float u, float v, float[] drawn) {
    float x = Math.min(SIZE - 1.001f, Math.max(0, (u + 1) / 2 * SIZE - 0.5f));
    float y = Math.min(SIZE - 1.001f, Math.max(0, v * SIZE - 0.5f));
    int i = (int) y * SIZE + (int) x;
    float fx = x - (int) x;
    float fy = y - (int) y;
    drawn[0] = sample(outline, i, fx, fy) / 255;
    if (drawn[0] > 0) {
      drawn[1] = sample(relief, i, fx, fy) / 128;
      drawn[2] = sample(trim, i, fx, fy) / 255;
    }
  }

  private static float sample(byte[] layer, int i, float fx, float fy) {
    float top = (layer[i] & 0xff) * (1 - fx) + (layer[i + 1] & 0xff) * fx;
    float bottom = (layer[i + SIZE] & 0xff) * (1 - fx) + (layer[i + SIZE + 1] & 0xff) * fx;
    return top * (1 - fy) + bottom * fy;
  }

  private static Path2D outline(MaskType type) {
    Path2D.Double p = new Path2D.Double();
    switch (type) {
      case SURGICAL -> {
        // A rectangle whose corners the ear loops pull outwards.
        p.moveTo(-0.97, 0.06);
        p.curveTo(-0.6, 0.0, -0.3, 0.02, 0, 0.02);
        p.curveTo(0.3, 0.02, 0.6, 0.0, 0.97, 0.06);
        p.curveTo(0.93, 0.3, 0.93, 0.7, 0.96, 0.95);
        p.curveTo(0.6, 0.99, 0.3, 0.98, 0, 0.98);
        p.curveTo(-0.3, 0.98, -0.6, 0.99, -0.96, 0.95);
        p.curveTo(-0.93, 0.7, -0.93, 0.3, -0.97, 0.06);
      }
      case N95 -> {
        p.moveTo(0, 0.02);
        p.curveTo(0.35, 0.02, 0.65, 0.10, 0.86, 0.28);
        p.curveTo(1.0, 0.42, 1.0, 0.62, 0.88, 0.78);
        p.curveTo(0.7, 0.94, 0.35, 0.98, 0, 0.98);
        p.curveTo(-0.35, 0.98, -0.7, 0.94, -0.88, 0.78);
        p.curveTo(-1.0, 0.62, -1.0, 0.42, -0.86, 0.28);
        p.curveTo(-0.65, 0.10, -0.35, 0.02, 0, 0.02);
      }
      case KN95 -> {
        p.moveTo(0, 0.02);
        p.curveTo(0.3, 0.1, 0.6, 0.16, 0.96, 0.2);
        p.lineTo(0.98, 0.62);
        p.curveTo(0.7, 0.74, 0.35, 0.9, 0, 0.98);
        p.curveTo(-0.35, 0.9, -0.7, 0.74, -0.98, 0.62);
        p.lineTo(-0.96, 0.2);
        p.curveTo(-0.6, 0.16, -0.3, 0.1, 0, 0.02);
      }
      case CLOTH -> {
        p.moveTo(0, 0.03);
        p.curveTo(0.25, 0.02, 0.6, 0.12, 0.97, 0.14);
        p.curveTo(0.93, 0.4, 0.93, 0.6, 0.96, 0.82);
        p.curveTo(0.7, 0.9, 0.4, 0.97, 0, 0.97);
        p.curveTo(-0.4, 0.97, -0.7, 0.9, -0.96, 0.82);
        p.curveTo(-0.93, 0.6, -0.93, 0.4, -0.97, 0.14);
        p.curveTo(-0.6, 0.12, -0.25, 0.02, 0, 0.03);
      }
    }
    p.closePath();
    return p;
  }

  private static void relief(MaskType type, Graphics2D g, Shape outline) {
    switch (type) {
      case SURGICAL -> {
        for (double v : new double[] {0.3, 0.45, 0.6, 0.74}) {
          pleat(g, v);
        }
        line(g, new Line2D.Double(-0.35, 0.075, 0.35, 0.075), 0.022, grey(150));
        line(g, outline, 0.02, grey(108));
      }
      case N95 -> {
        line(g, new QuadCurve2D.Double(-0.3, 0.1, 0, 0.02, 0.3, 0.1), 0.03, grey(165));
        line(g, outline, 0.05, grey(112));
        line(g, new Ellipse2D.Double(-0.55, 0.22, 1.1, 0.6), 0.012, grey(118));
      }
      case KN95 -> {
        line(g, new Line2D.Double(0, 0.02, 0, 0.98), 0.014, grey(100));
        line(g, new Line2D.Double(0.02, 0.03, 0.02, 0.97), 0.012, grey(150));
        line(g, outline, 0.03, grey(112));
        dashes(g, outline);
      }
      case CLOTH -> {
        line(g, new QuadCurve2D.Double(0, 0.03, 0.04, 0.5, 0, 0.97), 0.012, grey(98));
        line(g, outline, 0.03, grey(110));
        for (int side = -1; side <= 1; side += 2) {
          line(
              g,
              new QuadCurve2D.Double(side * 0.9, 0.25, side * 0.5, 0.4, side * 0.25, 0.7),
              0.03,
              grey(120));
          line(
              g,
              new QuadCurve2D.Double(side * 0.9, 0.7, side * 0.6, 0.65, side * 0.3, 0.5),
              0.03,
              grey(134));
        }
      }
    }
  }

  /** A fold: dark where it goes in, light where it comes out. */
  private static void pleat(Graphics2D g, double v) {
    line(g, new QuadCurve2D.Double(-0.94, v, 0, v + 0.03, 0.94, v), 0.022, grey(104));
    line(
        g,
        new QuadCurve2D.Double(-0.94, v + 0.022, 0, v + 0.052, 0.94, v + 0.022),
        0.018,
        grey(142));
  }

  private static void dashes(Graphics2D g, Shape outline) {
    g.setStroke(
        new BasicStroke(
            0.008f,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            1,
            new float[] {0.03f, 0.02f},
            0));
    g.setColor(grey(96));
    AffineTransform before = g.getTransform();
    g.translate(0, 0.04);
    g.scale(0.93, 0.92);
    g.draw(outline);
    g.setTransform(before);
  }

  private static void trim(MaskType type, Graphics2D g, Shape outline) {
    if (type == MaskType.SURGICAL) {
      line(g, outline, 0.03, grey(120));
    } else if (type == MaskType.N95) {
      line(g, new QuadCurve2D.Double(-0.22, 0.09, 0, 0.03, 0.22, 0.09), 0.035, Color.WHITE);
    }
  }

  private static Color grey(int value) {
    return new Color(value, value, value);
  }

  private static void fill(Graphics2D g, Shape shape, Color colour) {
    g.setColor(colour);
    g.fill(shape);
  }

  private static void line(Graphics2D g, Shape shape, double width, Color colour) {
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(colour);
    g.draw(shape);
  }

  private static byte[] draw(Color ground, java.util.function.Consumer<Graphics2D> drawing) {
    BufferedImage layer = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = layer.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(ground);
    g.fillRect(0, 0, SIZE, SIZE);
    g.transform(new AffineTransform(SIZE / 2.0, 0, 0, SIZE, SIZE / 2.0, 0));
    drawing.accept(g);
    g.dispose();
    return ((DataBufferByte) layer.getRaster().getDataBuffer()).getData();
  }
}
