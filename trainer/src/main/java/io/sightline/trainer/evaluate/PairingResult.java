package io.sightline.trainer.evaluate;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How pairs of one kind were told apart. Numbers that the pairs do not give are null.
 *
 * @param pairs all of them
 * @param genuine those of one person
 * @param impostor those of two
 * @param accuracy mean of ten folds, 0 to 1
 * @param accuracyStd deviation of the folds
 * @param auc area under the ROC curve
 * @param tar share of the genuine pairs accepted, by false-match rate
 * @param tarInterval the 95 % Wilson interval of each
 * @param unresolved rates below one false match among the impostor pairs: their {@code tar} is that
 *     at no false match
 */
public record PairingResult(
    int pairs,
    int genuine,
    int impostor,
    Double accuracy,
    Double accuracyStd,
    Double auc,
    Map<String, Double> tar,
    Map<String, List<Double>> tarInterval,
    List<String> unresolved,
    @JsonIgnore ScoredPairs scored) {

  /** Of pairs in the order of their set. */
  static PairingResult of(ScoredPairs scored) {
    return of(scored, TenFold.of(scored.similarity(), scored.same()));
  }

  static PairingResult of(ScoredPairs scored, TenFold folds) {
    Roc roc = new Roc(scored.similarity(), scored.same());
    Map<String, Double> tar = new LinkedHashMap<>();
    Map<String, List<Double>> intervals = new LinkedHashMap<>();
    List<String> unresolved = new ArrayList<>();
    for (String rate : roc.measurable() ? Rates.ALL : List.<String>of()) {
      Roc.Point point = roc.at(Double.parseDouble(rate));
      tar.put(rate, point.tar());
      intervals.put(rate, List.of(point.low(), point.high()));
      if (!point.resolved()) {
        unresolved.add(rate);
      }
    }
    boolean folded = !Double.isNaN(folds.mean());
    return new PairingResult(
        scored.size(),
        roc.genuine(),
        roc.impostor(),
        folded ? folds.mean() : null,
        folded ? folds.deviation() : null,
        roc.measurable() ? roc.auc() : null,
        tar,
        intervals,
        unresolved,
        scored);
  }
}
