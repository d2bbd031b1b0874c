package io.sightline.trainer.mask;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;

/** Draws a mask spread flat as vectors, x from -1 to 1 and y from 0 (top) to 1. */
final class MaskDrawing {
  // Right halves, from the middle of the top to that of the bottom: lines of 2 and curves of 6.
  private static final double[][] SURGICAL = {
    {0, 0.02},
    {0.3, 0.02, 0.6, 0, 0.97, 0.06},
    {0.93, 0.3, 0.93, 0.7, 0.96, 0.95},
    {0.6, 0.99, 0.3, 0.98, 0, 0.98}
  };
  private static final double[][] N95 = {
    {0, 0.02},
    {0.35, 0.02, 0.65, 0.1, 0.86, 0.28},
    {1, 0.42, 1, 0.62, 0.88, 0.78},
    {0.7, 0.94, 0.35, 0.98, 0, 0.98}
  };
  private static final double[][] KN95 = {
    {0, 0.02}, {0.3, 0.1, 0.6, 0.16, 0.96, 0.2}, {0.98, 0.62}, {0.7, 0.74, 0.35, 0.9, 0, 0.98}
  };
  private static final double[][] CLOTH = {
    {0, 0.03},
    {0.25, 0.02, 0.6, 0.12, 0.97, 0.14},
    {0.93, 0.4, 0.93, 0.6, 0.96, 0.82},
    {0.7, 0.9, 0.4, 0.97, 0, 0.97}
  };

  private final MaskType type;
  private final Shape outline;

  MaskDrawing(MaskType type) {
    this.type = type;
    outline =
        switch (type) {
          case SURGICAL -> both(SURGICAL);
          case N95 -> both(N95);
          case KN95 -> both(KN95);
          case CLOTH -> both(CLOTH);
        };
  }

  /** A half and its mirror image. */
  private static Shape both(double[][] half) {
    Path2D.Double path = new Path2D.Double();
    for (double[] p : half) {
      if (p.length == 6) {
        path.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
      } else if (path.getCurrentPoint() == null) {
        path.moveTo(p[0], p[1]);
      } else {
        path.lineTo(p[0], p[1]);
      }
    }
    path.closePath();
    Path2D.Double whole = new Path2D.Double(path);
    whole.append(path.getPathIterator(AffineTransform.getScaleInstance(-1, 1)), false);
    return new Area(whole);
  }

  /** White where there is cloth. */
  void outline(Graphics2D g) {
    g.setColor(Color.WHITE);
    g.fill(outline);
  }

  /** Folds and seams: darker or lighter than middle grey. */
  void relief(Graphics2D g) {
    switch (type) {
      case SURGICAL -> surgical(g);
      case N95 -> n95(g);
      case KN95 -> kn95(g);
      case CLOTH -> cloth(g);
    }
  }

  /** White where binding and clips keep their own colour. */
  void trim(Graphics2D g) {
    if (type == MaskType.SURGICAL) {
      line(g, outline, 0.03, 120);
    } else if (type == MaskType.N95) {
      line(g, new QuadCurve2D.Double(-0.22, 0.09, 0, 0.03, 0.22, 0.09), 0.035, 255);
    }
  }

  private void surgical(Graphics2D g) {
    for (double y : new double[] {0.3, 0.45, 0.6, 0.74}) {
      // A fold: dark where it goes in, light where it comes out.
      line(g, new QuadCurve2D.Double(-0.94, y, 0, y + 0.03, 0.94, y), 0.022, 104);
      double out = y + 0.022;
      line(g, new QuadCurve2D.Double(-0.94, out, 0, out + 0.03, 0.94, out), 0.018, 142);
    }
    line(g, new Line2D.Double(-0.35, 0.075, 0.35, 0.075), 0.022, 150);
    line(g, outline, 0.02, 108);
  }

  private void n95(Graphics2D g) {
    line(g, new QuadCurve2D.Double(-0.3, 0.1, 0, 0.02, 0.3, 0.1), 0.03, 165);
    line(g, outline, 0.05, 112);
    line(g, new Ellipse2D.Double(-0.55, 0.22, 1.1, 0.6), 0.012, 118);
  }

  private void kn95(Graphics2D g) {
    line(g, new Line2D.Double(0, 0.02, 0, 0.98), 0.014, 100);
    line(g, new Line2D.Double(0.02, 0.03, 0.02, 0.97), 0.012, 150);
    line(g, outline, 0.03, 112);
    float[] stitches = {0.03f, 0.02f};
    g.setStroke(
        new BasicStroke(0.008f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, stitches, 0));
    g.setColor(new Color(96, 96, 96));
    AffineTransform before = g.getTransform();
    g.translate(0, 0.04);
    g.scale(0.93, 0.92);
    g.draw(outline);
    g.setTransform(before);
  }

  private void cloth(Graphics2D g) {
    line(g, new QuadCurve2D.Double(0, 0.03, 0.04, 0.5, 0, 0.97), 0.012, 98);
    line(g, outline, 0.03, 110);
    for (int side = -1; side <= 1; side += 2) {
      double far = 0.9 * side;
      line(g, new QuadCurve2D.Double(far, 0.25, side * 0.5, 0.4, side * 0.25, 0.7), 0.03, 120);
      line(g, new QuadCurve2D.Double(far, 0.7, side * 0.6, 0.65, side * 0.3, 0.5), 0.03, 134);
    }
  }

  private static void line(Graphics2D g, Shape shape, double width, int grey) {
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(new Color(grey, grey, grey));
    g.draw(shape);
  }
}
