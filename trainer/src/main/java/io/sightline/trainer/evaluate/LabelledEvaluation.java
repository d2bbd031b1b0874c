package io.sightline.trainer.evaluate;

import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.MaskWear;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures a model on a labelled set of persons it was not trained on: the pairs are those of the
 * set itself, for each mask pairing all of one person and all of two, or a million of either, drawn
 * evenly, where there are more. Masks are those that the set knows to be worn; where there are none
 * they are drawn.
 */
public final class LabelledEvaluation {
  private static final double MASKED = 0.5;
  private final Embedder embedder;
  private final FaceSet set;
  private final String name;
  private final int[] chosen;
  private final List<FaceTable.Look> looks;
  private final double misalignment;
  private final long seed;

  /**
   * @param pictures at most so many, of identities at random
   * @param draws whether masks are drawn where nobody wears one
   * @param misalignment how far pictures are moved, see {@link
   *     io.sightline.trainer.mask.Misalignment}; 0 for not at all
   */
  public LabelledEvaluation(
      Embedder embedder,
      FaceSet set,
      String name,
      int pictures,
      boolean draws,
      double misalignment,
      long seed) {
    this.embedder = embedder;
    this.set = set;
    this.name = name;
    this.misalignment = misalignment;
    this.seed = seed;
    chosen = LabelledFaces.identities(set, pictures, seed);
    looks = LabelledFaces.looks(set, chosen, draws, misalignment, seed);
  }

  /** What is measured. */
  Crops crops() {
    return new LabelledCrops(set, chosen);
  }

  /** How the pictures are looked at as they are. */
  FaceTable.Look bare() {
    return looks.get(0);
  }

  /** How masked faces come to their masks. */
  FaceTable.Look masks() {
    return looks.get(looks.size() - 1);
  }

  /**
   * @param progress called for each picture
   * @throws io.sightline.trainer.data.FaceDataException when more than one picture in a hundred
   *     cannot be used; names the first
   */
  public EvaluationResult measure(Runnable progress) {
    LabelledFaces faces = LabelledFaces.embed(embedder, set, chosen, looks, true, progress);
    Map<String, PairingResult> byPairing = new LinkedHashMap<>();
    ScoredPairs all = ScoredPairs.NONE;
    PairDraw[][] draws = draw(faces);
    for (MaskPairing pairing : MaskPairing.values()) {
      PairDraw[] kinds = draws[pairing.ordinal()];
      ScoredPairs scored = score(faces, kinds[1]).and(score(faces, kinds[0]));
      if (scored.size() > 0) {
        byPairing.put(pairing.key(), result(scored));
        all = all.and(scored);
      }
    }
    if (byPairing.isEmpty()) {
      throw new FaceDataException(name + " has no two faces to compare");
    }
    // Of drawn masks no pair is the set's own.
    PairingResult overall =
        looks.size() > 1 ? byPairing.get(MaskPairing.BARE_BARE.key()) : result(all);
    Map<String, EvaluationResult.Seen> use = maskUse(faces);
    return new EvaluationResult(
        embedder.describe(),
        name,
        chosen.length,
        (int) IntStream.range(0, chosen.length).filter(i -> !faces.table().has(i)).count(),
        misalignment,
        overall,
        accuracy(use),
        use,
        byPairing,
        EnrolmentTrial.measure(faces),
        Map.of());
  }

  private PairingResult result(ScoredPairs scored) {
    return PairingResult.of(scored, TenFold.balanced(scored.similarity(), scored.same(), seed));
  }

  /** By pairing; of two persons, then of one. */
  private PairDraw[][] draw(LabelledFaces faces) {
    PairDraw[][] draws = new PairDraw[MaskPairing.values().length][2];
    for (int p = 0; p < draws.length; p++) {
      draws[p] = new PairDraw[] {new PairDraw(seed), new PairDraw(seed)};
    }
    eachPair(faces, (i, j) -> kind(draws, faces, i, j).count());
    for (PairDraw[] kinds : draws) {
      kinds[0].begin();
      kinds[1].begin();
    }
    eachPair(faces, (i, j) -> kind(draws, faces, i, j).offer(i, j));
    return draws;
  }

  private interface PairVisitor {
    void accept(int i, int j);
  }

  /** A masked face comes before a bare one, as in drawn pairs. */
  private static void eachPair(LabelledFaces faces, PairVisitor pair) {
    for (int i = 0; i < faces.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (faces.comparable(i, j)) {
          boolean turned = faces.wear()[j].covers() && !faces.wear()[i].covers();
          pair.accept(turned ? j : i, turned ? i : j);
        }
      }
    }
  }

  private static PairDraw kind(PairDraw[][] draws, LabelledFaces faces, int i, int j) {
    return draws[faces.pairing(i, j).ordinal()][faces.same(i, j) ? 1 : 0];
  }

  private static ScoredPairs score(LabelledFaces faces, PairDraw pairs) {
    int n = pairs.first().length;
    ScoredPairs scored = new ScoredPairs(new int[n], new int[n], new float[n], new boolean[n]);
    IntStream.range(0, n)
        .parallel()
        .forEach(
            k -> {
              int i = pairs.first()[k];
              int j = pairs.second()[k];
              scored.first()[k] = faces.picture()[i];
              scored.second()[k] = faces.picture()[j];
              scored.similarity()[k] = faces.cosine(i, j);
              scored.same()[k] = faces.same(i, j);
            });
    return scored;
  }

  /** Empty when the model has no mask head. */
  private static Map<String, EvaluationResult.Seen> maskUse(LabelledFaces faces) {
    Map<String, EvaluationResult.Seen> use = new LinkedHashMap<>();
    float[] probability = faces.table().maskProbability();
    for (MaskWear wear : probability == null ? new MaskWear[0] : MaskWear.values()) {
      int[] wearing =
          IntStream.range(0, faces.size())
              .filter(i -> faces.wear()[i] == wear && faces.table().has(i))
              .toArray();
      long rightly =
          IntStream.of(wearing).filter(i -> probability[i] > MASKED == wear.covers()).count();
      if (wearing.length > 0) {
        use.put(
            key(wear),
            new EvaluationResult.Seen(wearing.length, (double) rightly / wearing.length));
      }
    }
    return use;
  }

  private static String key(MaskWear wear) {
    return switch (wear) {
      case BARE -> "bare";
      case MASKED -> "masked";
      case UNDER_NOSE -> "underNose";
      case UNDER_CHIN -> "underChin";
    };
  }

  /** Of those who wear no mask and those who wear it as it should be worn. */
  private static Double accuracy(Map<String, EvaluationResult.Seen> use) {
    double right = 0;
    int faces = 0;
    for (String key : List.of("bare", "masked")) {
      if (use.containsKey(key)) {
        right += use.get(key).faces() * use.get(key).accuracy();
        faces += use.get(key).faces();
      }
    }
    return faces == 0 ? null : right / faces;
  }
}
