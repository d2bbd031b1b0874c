package io.sightline.trainer.evaluate;

import io.sightline.trainer.data.VerificationSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Measures a model on a verification set, by mask pairing. Where the set has no masks they are
 * drawn; otherwise a list says who wears one.
 */
public final class Evaluation {
  private static final double MASKED = 0.5;
  private final VerificationSet set;
  private final Crops crops;
  private final Embedder embedder;
  private final Runnable progress;

  /**
   * Of a set with aligned crops.
   *
   * @param progress called for each picture
   */
  public Evaluation(VerificationSet set, Embedder embedder, Runnable progress) {
    this(set, new StoredCrops(set, null), embedder, progress);
  }

  Evaluation(VerificationSet set, Crops crops, Embedder embedder, Runnable progress) {
    this.set = set;
    this.crops = crops;
    this.embedder = embedder;
    this.progress = progress;
  }

  /** The set as it is, without masks. */
  public EvaluationResult bare() {
    FaceTable bare = tables(FaceTable.Look.BARE).get(0);
    PairingResult overall = PairingResult.of(score(set.pairs(), bare, bare));
    return result(bare, overall, null, Map.of(MaskPairing.BARE_BARE.key(), overall));
  }

  /** The set as it is, and with masks drawn on one or both pictures of each pair. */
  public EvaluationResult withDrawnMasks(long seed) {
    List<FaceTable> tables = tables(FaceTable.Look.BARE, FaceTable.Look.masked(seed));
    FaceTable bare = tables.get(0);
    FaceTable masked = tables.get(1);
    Map<String, PairingResult> byPairing = new LinkedHashMap<>();
    for (MaskPairing pairing : MaskPairing.values()) {
      FaceTable first = pairing == MaskPairing.BARE_BARE ? bare : masked;
      FaceTable second = pairing == MaskPairing.MASKED_MASKED ? masked : bare;
      byPairing.put(pairing.key(), PairingResult.of(score(set.pairs(), first, second)));
    }
    Double accuracy = maskAccuracy(bare, i -> false, masked, i -> true);
    return result(bare, byPairing.get(MaskPairing.BARE_BARE.key()), accuracy, byPairing);
  }

  /**
   * The set as it is, of whose pictures some wear masks.
   *
   * @param masked names of those pictures
   */
  public EvaluationResult withWornMasks(Set<String> masked) {
    FaceTable table = tables(FaceTable.Look.BARE).get(0);
    Predicate<Integer> wears = i -> masked.contains(crops.name(i));
    Map<String, PairingResult> byPairing = new LinkedHashMap<>();
    for (MaskPairing pairing : MaskPairing.values()) {
      List<VerificationSet.Pair> pairs =
          set.pairs().stream()
              .filter(p -> MaskPairing.of(wears.test(p.first()), wears.test(p.second())) == pairing)
              .toList();
      if (!pairs.isEmpty()) {
        byPairing.put(pairing.key(), PairingResult.of(score(pairs, table, table)));
      }
    }
    PairingResult overall = PairingResult.of(score(set.pairs(), table, table));
    return result(table, overall, maskAccuracy(table, wears, table, i -> false), byPairing);
  }

  private List<FaceTable> tables(FaceTable.Look... looks) {
    return FaceTable.embed(embedder, crops, List.of(looks), true, progress);
  }

  private static ScoredPairs score(
      List<VerificationSet.Pair> pairs, FaceTable first, FaceTable second) {
    int n = pairs.size();
    ScoredPairs scored = new ScoredPairs(new int[n], new int[n], new float[n], new boolean[n]);
    for (int i = 0; i < n; i++) {
      VerificationSet.Pair pair = pairs.get(i);
      scored.first()[i] = pair.first();
      scored.second()[i] = pair.second();
      scored.similarity()[i] = first.cosine(pair.first(), second, pair.second());
      scored.same()[i] = pair.same();
    }
    return scored;
  }

  /** Over the faces of both tables; of one, when both are the same. */
  private static Double maskAccuracy(
      FaceTable first, Predicate<Integer> masked, FaceTable second, Predicate<Integer> also) {
    if (first.maskProbability() == null) {
      return null;
    }
    long[] right = new long[2];
    count(first, masked, right);
    if (second != first) {
      count(second, also, right);
    }
    return right[1] == 0 ? null : (double) right[0] / right[1];
  }

  private static void count(FaceTable table, Predicate<Integer> masked, long[] right) {
    IntStream.range(0, table.embeddings().length)
        .filter(table::has)
        .forEach(
            i -> {
              right[0] += table.maskProbability()[i] > MASKED == masked.test(i) ? 1 : 0;
              right[1]++;
            });
  }

  private EvaluationResult result(
      FaceTable table,
      PairingResult overall,
      Double maskAccuracy,
      Map<String, PairingResult> byPairing) {
    int undetected = (int) IntStream.range(0, crops.size()).filter(i -> !table.has(i)).count();
    return new EvaluationResult(
        embedder.describe(),
        set.name(),
        crops.size(),
        undetected,
        0,
        overall,
        maskAccuracy,
        Map.of(),
        byPairing,
        Map.of(),
        Map.of());
  }
}
