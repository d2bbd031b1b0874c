package io.sightline.trainer.ablation;

import io.sightline.trainer.evaluate.EvaluationResult;
import io.sightline.trainer.evaluate.MaskPairing;
import io.sightline.trainer.evaluate.PairingResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Means and standard deviations over the seeds, a row a variant. */
final class AblationTable {
  private static final String RATE = "1e-3";
  private final Map<Variant, List<EvaluationResult>> results = new EnumMap<>(Variant.class);

  void add(Variant variant, EvaluationResult result) {
    results.computeIfAbsent(variant, v -> new ArrayList<>()).add(result);
  }

  String markdown() {
    StringBuilder text = new StringBuilder("| percent, mean ± deviation of the seeds |");
    StringBuilder line = new StringBuilder("|---|");
    for (MaskPairing pairing : MaskPairing.values()) {
      text.append(" %s: accuracy | TAR@FAR %s |".formatted(pairing.title(), RATE));
      line.append("---|---|");
    }
    text.append(" mask use |\n").append(line).append("---|\n");
    results.forEach((variant, measured) -> text.append(row(variant, measured)));
    return text.toString();
  }

  private static String row(Variant variant, List<EvaluationResult> measured) {
    StringBuilder row = new StringBuilder("| " + variant.title() + " |");
    for (MaskPairing pairing : MaskPairing.values()) {
      row.append(cell(measured, of(pairing, PairingResult::accuracy)));
      row.append(cell(measured, of(pairing, r -> r.tar().get(RATE))));
    }
    return row.append(cell(measured, EvaluationResult::maskAccuracy)).append('\n').toString();
  }

  private static Function<EvaluationResult, Double> of(
      MaskPairing pairing, Function<PairingResult, Double> figure) {
    return result -> {
      PairingResult measured = result.byPairing().get(pairing.key());
      return measured == null ? null : figure.apply(measured);
    };
  }

  private static String cell(
      List<EvaluationResult> measured, Function<EvaluationResult, Double> figure) {
    double[] values =
        measured.stream().map(figure).filter(Objects::nonNull).mapToDouble(v -> 100 * v).toArray();
    if (values.length == 0) {
      return " - |";
    }
    double mean = java.util.Arrays.stream(values).average().orElseThrow();
    double square = java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double deviation = values.length == 1 ? 0 : Math.sqrt(square / (values.length - 1));
    return String.format(Locale.ROOT, " %.2f ± %.2f |", mean, deviation);
  }
}
