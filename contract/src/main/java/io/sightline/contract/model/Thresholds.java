package io.sightline.contract.model;

import io.sightline.contract.wire.MaskPairing;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns false-match rates into similarities, by the table of a model's card. Thread-safe.
 *
 * <p>A search compares with many references. For at most one false match in {@code 1/rate}
 * searches, each of the {@code n} comparisons may err with the rate {@code 1 - (1 - rate)^(1/n)}
 * only (Šidák; comparisons with the bare and the masked reference of one person are not
 * independent, so the true rate is lower). Between two entries of the table the similarity is
 * interpolated in the rate's logarithm; beyond the strictest it continues in the last two entries'
 * direction, which errs on the strict side as impostor similarities thin out faster than
 * exponentially; towards the lax end it stays at the laxest. A table of one entry has no direction:
 * its similarity holds for every rate, and a warning says so.
 */
public final class Thresholds {
  private static final Logger LOG = LoggerFactory.getLogger(Thresholds.class);

  private final Map<MaskPairing, List<Entry>> tables = new EnumMap<>(MaskPairing.class);
  private final float fixed;

  private record Entry(double logRate, double similarity) {}

  private Thresholds(float fixed) {
    this.fixed = fixed;
  }

  /**
   * @param chosen a similarity that was set by hand and is used for everything; empty to go by the
   *     card
   */
  public static Thresholds of(RecogniserSpec spec, Optional<Double> chosen) {
    Thresholds thresholds = new Thresholds(chosen.orElse(spec.similarityThreshold()).floatValue());
    if (chosen.isEmpty()) {
      spec.thresholds().forEach(thresholds::read);
    }
    return thresholds;
  }

  /** One similarity for everything, which stands for no rate. */
  public static Thresholds fixed(float similarity) {
    return new Thresholds(similarity);
  }

  private void read(String pairing, Map<String, Double> card) {
    List<Entry> entries = new ArrayList<>();
    ThresholdTable.byRate(pairing, card).forEach((r, s) -> entries.add(new Entry(Math.log(r), s)));
    if (entries.isEmpty()) {
      return;
    }
    if (entries.size() == 1) {
      LOG.warn(
          "the model's card has one threshold for {}: it is used for every rate and size of the"
              + " gallery, so that false matches grow with the gallery; measure a second",
          pairing);
    }
    tables.put(ThresholdTable.PAIRINGS.get(pairing), entries);
  }

  /** Whether there is a table; without one, every threshold is the same similarity. */
  public boolean measured() {
    return !tables.isEmpty();
  }

  /**
   * @param rate false matches a search
   * @param comparisons how many references a search compares with
   */
  public Threshold at(MaskPairing pairing, double rate, int comparisons) {
    if (tables.isEmpty()) {
      return new Threshold(fixed, 0, 0, false);
    }
    double each = -Math.expm1(Math.log1p(-rate) / Math.max(1, comparisons));
    List<Entry> table = tables.get(pairing);
    return table == null ? strictest(rate, each) : threshold(table, rate, each);
  }

  /** For a pairing that is not known or was not measured: what is strict enough for each other. */
  private Threshold strictest(double rate, double each) {
    return tables.values().stream()
        .map(table -> threshold(table, rate, each))
        .max(java.util.Comparator.comparing(Threshold::similarity))
        .orElseThrow();
  }

  private static Threshold threshold(List<Entry> table, double rate, double each) {
    double log = Math.log(each);
    Entry strictest = table.get(table.size() - 1);
    double similarity = table.get(0).similarity();
    for (int i = 1; i < table.size() && log < table.get(i - 1).logRate(); i++) {
      Entry laxer = table.get(i - 1);
      Entry stricter = table.get(i);
      double share = (log - laxer.logRate()) / (stricter.logRate() - laxer.logRate());
      similarity = laxer.similarity() + share * (stricter.similarity() - laxer.similarity());
    }
    return new Threshold(
        (float) Math.min(1, similarity), rate, each, log >= strictest.logRate() - 1e-9);
  }
}
