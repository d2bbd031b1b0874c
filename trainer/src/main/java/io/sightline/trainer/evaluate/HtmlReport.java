package io.sightline.trainer.evaluate;

import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A result as one HTML file that needs no other: table, curves, and the pairs judged worst. */
final class HtmlReport {
  private static final int WORST = 8;
  private static final String[] COLOURS = {"#1b6ca8", "#d1711c", "#3a8f4b"};
  private static final String HEAD =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Evaluation</title><style>
      body{font:15px/1.5 system-ui,sans-serif;max-width:1000px;margin:2rem auto;padding:0 1rem;color:#222}
      table{border-collapse:collapse;font-size:13px}td,th{padding:.3rem .6rem;border-bottom:1px solid #ddd;text-align:right}
      td:first-child,th:first-child{text-align:left}svg{width:48%;font:12px system-ui,sans-serif}.grid{stroke:#e2e2e2}
      figure{display:inline-block;margin:.3rem .6rem .6rem 0}img{width:84px}figcaption{font-size:11px;max-width:172px;overflow-wrap:anywhere}
      </style>
      """;
  private final EvaluationResult result;
  private final Crops crops;
  private final FaceTable.Look bare;
  private final FaceTable.Look masked;
  private final StringBuilder html = new StringBuilder(HEAD);

  /**
   * @param bare how faces that wear no mask looked when it was measured
   * @param masked how those with a mask did: drawn, or as they are where masks were worn
   */
  HtmlReport(EvaluationResult result, Crops crops, FaceTable.Look bare, FaceTable.Look masked) {
    this.result = result;
    this.crops = crops;
    this.bare = bare;
    this.masked = masked;
  }

  void write(Path file) throws IOException {
    html.append("<h1>").append(escaped(result.model())).append("</h1>");
    html.append(
        String.format(
            "<p>%s: %d images, %d pairs; %d images without a face, whose pairs count as"
                + " non-matches. Mask use seen rightly: %s.</p>",
            escaped(result.set()),
            result.images(),
            result.overall().pairs(),
            result.undetected(),
            result.maskAccuracy() == null ? "-" : ResultTable.percent(result.maskAccuracy())));
    table();
    curves();
    for (MaskPairing pairing : MaskPairing.values()) {
      PairingResult measured = result.byPairing().get(pairing.key());
      if (measured != null) {
        worst(pairing, measured.scored(), true);
        worst(pairing, measured.scored(), false);
      }
    }
    Files.writeString(file, html.append("</html>\n"));
  }

  private void table() {
    html.append("<table><tr><th>Pairing<th>Pairs<th>Accuracy<th>AUC");
    Rates.ALL.forEach(rate -> html.append("<th>TAR@FAR ").append(rate));
    for (MaskPairing pairing : MaskPairing.values()) {
      PairingResult r = result.byPairing().get(pairing.key());
      if (r == null) {
        continue;
      }
      html.append("<tr><td>").append(pairing.title()).append("<td>").append(r.pairs());
      html.append("<td>").append(ResultTable.accuracy(r));
      html.append("<td>").append(ResultTable.auc(r));
      Rates.ALL.forEach(rate -> html.append("<td>").append(ResultTable.tar(r, rate)));
    }
    html.append("</table><p>Accuracy: mean of ten folds. TAR: 95 % Wilson interval; ")
        .append("* fewer impostor pairs than one false match needs.</p>");
  }

  private void curves() {
    SvgPlot roc = new SvgPlot("ROC", "false-match rate", "true-match rate", false);
    SvgPlot det = new SvgPlot("DET", "false-match rate", "false-non-match rate", true);
    StringBuilder legend = new StringBuilder("<p>");
    for (MaskPairing pairing : MaskPairing.values()) {
      PairingResult r = result.byPairing().get(pairing.key());
      if (r != null && r.auc() != null) {
        String colour = COLOURS[pairing.ordinal()];
        List<double[]> points = points(r.scored());
        roc.curve(points, colour);
        det.curve(points.stream().map(p -> new double[] {p[0], 1 - p[1]}).toList(), colour);
        legend.append(String.format("<b style=\"color:%s\">%s</b>&emsp;", colour, pairing.title()));
      }
    }
    html.append(roc.svg()).append(det.svg()).append(legend).append("</p>");
  }

  private static List<double[]> points(ScoredPairs scored) {
    Roc roc = new Roc(scored.similarity(), scored.same());
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i <= 120; i++) {
      double rate = Math.pow(10, -6 + i / 20.0);
      if (rate * roc.impostor() >= 1) {
        points.add(new double[] {rate, roc.at(rate).tar()});
      }
    }
    return points;
  }

  private void worst(MaskPairing pairing, ScoredPairs scored, boolean same) {
    Comparator<Integer> bySimilarity = Comparator.comparingDouble(i -> scored.similarity()[i]);
    List<Integer> pairs =
        IntStream.range(0, scored.size())
            .filter(i -> scored.same()[i] == same)
            .boxed()
            .sorted(same ? bySimilarity : bySimilarity.reversed())
            .limit(WORST)
            .toList();
    if (pairs.isEmpty()) {
      return;
    }
    html.append("<h2>").append(pairing.title()).append(": ");
    html.append(same ? "one person, least alike" : "two persons, most alike").append("</h2>");
    for (int i : pairs) {
      int first = scored.first()[i];
      int second = scored.second()[i];
      html.append("<figure>");
      picture(first, pairing != MaskPairing.BARE_BARE);
      picture(second, pairing == MaskPairing.MASKED_MASKED);
      html.append(
          String.format(
              Locale.ROOT,
              "<figcaption>%.3f %s | %s</figcaption></figure>",
              scored.similarity()[i],
              escaped(crops.name(first)),
              escaped(crops.name(second))));
    }
  }

  private void picture(int index, boolean wearsMask) {
    FaceTable.Look look = wearsMask ? masked : bare;
    crops
        .crop(index)
        .map(rgb -> Pictures.jpeg(Picture.crop(look.of(index, rgb)), 85))
        .ifPresent(
            jpeg ->
                html.append("<img alt=\"\" src=\"data:image/jpeg;base64,")
                    .append(Base64.getEncoder().encodeToString(jpeg))
                    .append("\">"));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
