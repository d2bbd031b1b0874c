package io.sightline.trainer.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;

/** A result as text for a terminal. */
final class ResultTable {
  private ResultTable() {}

  static String of(EvaluationResult result) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s on %s: %d images, %d pairs, %d images without a face%n%n",
            result.model(),
            result.set(),
            result.images(),
            result.overall().pairs(),
            result.undetected()));
    Map<String, PairingResult> columns = columns(result);
    row(text, "", columns, (title, r) -> title);
    row(text, "pairs", columns, (title, r) -> Integer.toString(r.pairs()));
    row(text, "accuracy", columns, (title, r) -> accuracy(r));
    row(text, "AUC", columns, (title, r) -> auc(r));
    for (String rate : Rates.ALL) {
      row(text, "TAR@FAR " + rate, columns, (title, r) -> tar(r, rate));
    }
    text.append(
        String.format(
            "%nmask use seen rightly: %s%n",
            result.maskAccuracy() == null ? "-" : percent(result.maskAccuracy())));
    result
        .maskUse()
        .forEach(
            (wear, seen) ->
                text.append(
                    String.format(
                        "  %-9s %s of %d%n", wear, percent(seen.accuracy()), seen.faces())));
    text.append(
        String.format(
            "TAR: 95 %% Wilson interval; * fewer impostor pairs than one false match needs%n"));
    result.enrolled().forEach((faces, ways) -> enrolled(text, faces, ways));
    result
        .thresholds()
        .forEach(
            (pairing, rates) ->
                text.append(String.format("cosine by false-match rate, %s: %s%n", pairing, rates)));
    return text.toString();
  }

  private static void enrolled(StringBuilder text, String faces, EvaluationResult.Enrolled ways) {
    text.append(
        String.format(
            "TAR of %s faces against people with %d bare pictures: first / nearest / mean%n",
            faces, ThresholdTable.ENROLLED));
    ways.mean()
        .forEach(
            (rate, mean) ->
                text.append(
                    String.format(
                        "  FAR %-9s %s / %s / %s%n",
                        rate,
                        percent(ways.first().get(rate)),
                        percent(ways.nearest().get(rate)),
                        percent(mean))));
  }

  /** By title; that of all pairs only where it is not that of the bare ones. */
  private static Map<String, PairingResult> columns(EvaluationResult result) {
    Map<String, PairingResult> columns = new LinkedHashMap<>();
    if (!result.byPairing().containsValue(result.overall())) {
      columns.put("all pairs", result.overall());
    }
    for (MaskPairing pairing : MaskPairing.values()) {
      PairingResult measured = result.byPairing().get(pairing.key());
      if (measured != null) {
        columns.put(pairing.title(), measured);
      }
    }
    return columns;
  }

  private static void row(
      StringBuilder text,
      String name,
      Map<String, PairingResult> columns,
      BiFunction<String, PairingResult, String> cell) {
    text.append(String.format("%-12s", name));
    columns.forEach((title, r) -> text.append(String.format(" %24s", cell.apply(title, r))));
    text.append(System.lineSeparator());
  }

  static String accuracy(PairingResult r) {
    return r.accuracy() == null ? "-" : percent(r.accuracy()) + " ± " + percent(r.accuracyStd());
  }

  static String auc(PairingResult r) {
    return r.auc() == null ? "-" : String.format(Locale.ROOT, "%.4f", r.auc());
  }

  /** Such as {@code 97.20 % (96.1-98.0)}; a star where it is not resolved. */
  static String tar(PairingResult r, String rate) {
    if (!r.tar().containsKey(rate)) {
      return "-";
    }
    List<Double> interval = r.tarInterval().get(rate);
    return String.format(
        Locale.ROOT,
        "%s (%.1f-%.1f)%s",
        percent(r.tar().get(rate)),
        100 * interval.get(0),
        100 * interval.get(1),
        r.unresolved().contains(rate) ? "*" : "");
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
