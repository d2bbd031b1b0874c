package io.sightline.trainer.evaluate;

import java.util.List;
import java.util.Locale;

/** One diagram with a logarithmic horizontal axis, as inline SVG. */
final class SvgPlot {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 340;
  private static final int LEFT = 58;
  private static final int BOTTOM = 46;
  private static final int TOP = 26;
  private static final int RIGHT = 12;
  private static final double DECADES = 6;
  private final StringBuilder svg = new StringBuilder();
  private final boolean logarithmic;

  /**
   * @param logarithmic whether the vertical axis is so too, from 1e-4 to 1; otherwise from 0 to 1
   */
  SvgPlot(String title, String across, String up, boolean logarithmic) {
    this.logarithmic = logarithmic;
    svg.append(
        String.format(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, title));
    text((WIDTH + LEFT) / 2.0, 16, "middle", title);
    text((WIDTH + LEFT) / 2.0, HEIGHT - 8, "middle", across);
    svg.append(
        String.format(
            "<text transform=\"translate(14 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>",
            (HEIGHT - BOTTOM + TOP) / 2, up));
    for (int d = 0; d <= DECADES; d++) {
      double rate = Math.pow(10, -d);
      line(x(rate), TOP, x(rate), HEIGHT - BOTTOM);
      text(x(rate), HEIGHT - BOTTOM + 16, "middle", d == 0 ? "1" : "1e-" + d);
    }
    int lines = logarithmic ? 4 : 5;
    for (int i = 0; i <= lines; i++) {
      double value = logarithmic ? Math.pow(10, -i) : i / 5.0;
      line(LEFT, y(value), WIDTH - RIGHT, y(value));
      String label = logarithmic && i > 0 ? "1e-" + i : String.format(Locale.ROOT, "%.3g", value);
      text(LEFT - 6, y(value) + 4, "end", label);
    }
  }

  /**
   * @param points pairs of (rate, value)
   */
  void curve(List<double[]> points, String colour) {
    svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour);
    svg.append("\" points=\"");
    for (double[] p : points) {
      svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(p[0]), y(p[1])));
    }
    svg.append("\"/>");
  }

  String svg() {
    return svg + "</svg>";
  }

  private double x(double rate) {
    double at = 1 + Math.log10(Math.max(1e-6, Math.min(1, rate))) / DECADES;
    return LEFT + at * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    double at = logarithmic ? 1 + Math.log10(Math.max(1e-4, Math.min(1, value))) / 4 : value;
    return HEIGHT - BOTTOM - at * (HEIGHT - BOTTOM - TOP);
  }

  private void line(double x1, double y1, double x2, double y2) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<line class=\"grid\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            x1,
            y1,
            x2,
            y2));
  }

  private void text(double x, double y, String anchor, String words) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
            x,
            y,
            anchor,
            words));
  }
}
