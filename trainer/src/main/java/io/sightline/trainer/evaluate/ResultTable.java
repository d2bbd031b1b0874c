package io.sightline.trainer.evaluate;

import java.util.List;
import java.util.Locale;

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
    text.append(String.format("%-16s %7s %17s %7s", "", "pairs", "accuracy", "AUC"));
    Rates.ALL.forEach(rate -> text.append(String.format(" %26s", "TAR@FAR " + rate)));
    text.append(System.lineSeparator());
    row(text, "all pairs", result.overall());
    for (MaskPairing pairing : MaskPairing.values()) {
      PairingResult measured = result.byPairing().get(pairing.key());
      if (measured != null) {
        row(text, pairing.title(), measured);
      }
    }
    text.append(
        String.format(
            "%nmask use seen rightly: %s%n",
            result.maskAccuracy() == null ? "-" : percent(result.maskAccuracy())));
    text.append(
        String.format(
            "TAR: 95 %% Wilson interval; * fewer impostor pairs than one false match needs%n"));
    result
        .thresholds()
        .forEach(
            (pairing, rates) ->
                text.append(String.format("cosine by false-match rate, %s: %s%n", pairing, rates)));
    return text.toString();
  }

  private static void row(StringBuilder text, String title, PairingResult r) {
    String accuracy =
        r.accuracy() == null ? "-" : percent(r.accuracy()) + " ± " + percent(r.accuracyStd());
    String auc = r.auc() == null ? "-" : String.format(Locale.ROOT, "%.4f", r.auc());
    text.append(String.format("%-16s %7d %17s %7s", title, r.pairs(), accuracy, auc));
    for (String rate : Rates.ALL) {
      text.append(String.format(" %26s", tar(r, rate)));
    }
    text.append(System.lineSeparator());
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
