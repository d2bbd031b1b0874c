package io.sightline.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.mask.Masks;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LabelledEvaluationTest {
  private static final int PEOPLE = 40;
  private static final MaskWear[] WEARS = MaskWear.values();

  @Test
  void pairsAreThoseOfMasksThatAreWorn() {
    Counting embedder = new Counting();
    EvaluationResult result = measure(embedder, new WornSet(), 1000);

    assertThat(result.images()).isEqualTo(4 * PEOPLE);
    // Each once, and once mirrored: no mask was drawn.
    assertThat(embedder.pictures.get()).isEqualTo(2 * 4 * PEOPLE);
    // Of each person's four faces two are masked: over the nose and under it.
    assertPairs(result, MaskPairing.BARE_BARE, PEOPLE, 2 * PEOPLE * (2 * PEOPLE - 1) / 2 - PEOPLE);
    assertPairs(
        result, MaskPairing.MASKED_MASKED, PEOPLE, 2 * PEOPLE * (2 * PEOPLE - 1) / 2 - PEOPLE);
    assertPairs(result, MaskPairing.MASKED_BARE, 4 * PEOPLE, 4 * PEOPLE * (PEOPLE - 1));
    assertThat(result.overall().pairs()).isEqualTo(4 * PEOPLE * (4 * PEOPLE - 1) / 2);
    assertThat(result.byPairing().get("bareBare").tar().get("1e-3")).isGreaterThan(0.95);
    assertThat(result.byPairing().get("bareBare").accuracy()).isGreaterThan(0.95);
  }

  @Test
  void maskUseIsToldByHowItIsWorn() {
    EvaluationResult result = measure(new Counting(), new WornSet(), 1000);

    assertThat(result.maskUse().keySet())
        .containsExactly("bare", "masked", "underNose", "underChin");
    assertThat(result.maskUse().values()).allMatch(seen -> seen.faces() == PEOPLE);
    // The embedder takes any mask for one over the mouth: it errs under the chin, and there only.
    assertThat(result.maskUse().get("underChin").accuracy()).isLessThan(0.2);
    assertThat(result.maskUse().get("underNose").accuracy()).isGreaterThan(0.8);
    double bare = result.maskUse().get("bare").accuracy();
    double masked = result.maskUse().get("masked").accuracy();
    assertThat(result.maskAccuracy()).isEqualTo((bare + masked) / 2);
    assertThat(ResultTable.of(result)).contains("underChin", "of " + PEOPLE);
  }

  @Test
  void whereNobodyWearsOneMasksAreDrawn() {
    EvaluationResult result = measure(new Counting(), new DrawnSet(PEOPLE), 1000);

    int pictures = 4 * PEOPLE;
    assertPairs(
        result, MaskPairing.BARE_BARE, 6 * PEOPLE, pictures * (pictures - 1) / 2 - 6 * PEOPLE);
    assertPairs(
        result, MaskPairing.MASKED_BARE, 12 * PEOPLE, pictures * (pictures - 1) - 12 * PEOPLE);
    assertThat(result.overall()).isSameAs(result.byPairing().get("bareBare"));
    assertThat(result.maskUse().keySet()).containsExactly("bare", "masked");
    assertThat(result.maskAccuracy()).isGreaterThan(0.9);
  }

  @Test
  void identitiesAreTakenWhole() {
    EvaluationResult result = measure(new Counting(), new DrawnSet(PEOPLE), 20);
    assertThat(result.images()).isEqualTo(20);
    assertThat(result.byPairing().get("bareBare").genuine()).isEqualTo(5 * 6);
  }

  @Test
  void picturesAreMovedWhereAskedAndAlwaysTheSame() {
    Map<Double, Set<Integer>> seen = new HashMap<>();
    for (double misalignment : new double[] {0, 1, 1}) {
      Counting embedder = new Counting();
      measure(embedder, new DrawnSet(PEOPLE), 20, misalignment);
      Set<Integer> pictures = Set.copyOf(embedder.hashes);
      assertThat(seen.getOrDefault(misalignment, pictures)).isEqualTo(pictures);
      seen.put(misalignment, pictures);
    }
    assertThat(seen.get(1.0))
        .hasSameSizeAs(seen.get(0.0))
        .doesNotContainAnyElementsOf(seen.get(0.0));
  }

  @Test
  void thresholdsAreMeasuredOnMasksThatAreWorn() {
    Counting embedder = new Counting();
    Map<String, Map<String, Double>> table =
        ThresholdTable.measure(embedder, new WornSet(), 1000, 0, 1, () -> {});
    assertThat(embedder.pictures.get()).isEqualTo(4 * PEOPLE);
    assertThat(table.keySet()).containsExactlyInAnyOrder("bareBare", "maskedBare", "maskedMasked");
  }

  @Test
  void ofEverybodyThreeArePicturedBeforeMoreOfAnybody() {
    DrawnSet set = new DrawnSet(PEOPLE);
    int[] few = LabelledFaces.inTurn(set, 3, 3 * PEOPLE, 1);
    Map<Integer, Long> ofEach =
        Arrays.stream(few)
            .boxed()
            .collect(Collectors.groupingBy(set::label, Collectors.counting()));
    assertThat(ofEach).hasSize(PEOPLE).allSatisfy((who, n) -> assertThat(n).isEqualTo(3));
    int[] all = LabelledFaces.inTurn(set, 3, 1000, 1);
    assertThat(all).hasSize(set.size()).doesNotHaveDuplicates().startsWith(few);
  }

  @Test
  void ofEverybodyAsManyArePicturedWithAMaskAsWithout() {
    WornSet set = new WornSet();
    int[] chosen = LabelledFaces.inTurn(set, 1, 2 * PEOPLE, 1);
    assertThat(Arrays.stream(chosen).filter(i -> set.wear(i).covers()).map(set::label).distinct())
        .hasSize(PEOPLE);
    assertThat(Arrays.stream(chosen).filter(i -> !set.wear(i).covers()).map(set::label).distinct())
        .hasSize(PEOPLE);
  }

  private static void assertPairs(
      EvaluationResult result, MaskPairing pairing, int genuine, int impostor) {
    PairingResult pairs = result.byPairing().get(pairing.key());
    assertThat(pairs.genuine()).as("%s", pairing).isEqualTo(genuine);
    assertThat(pairs.impostor()).as("%s", pairing).isEqualTo(impostor);
  }

  private static EvaluationResult measure(Embedder embedder, FaceSet set, int pictures) {
    return measure(embedder, set, pictures, 0);
  }

  private static EvaluationResult measure(
      Embedder embedder, FaceSet set, int pictures, double misalignment) {
    return new LabelledEvaluation(embedder, set, "drawn", pictures, true, misalignment, 3)
        .measure(() -> {});
  }

  /** Counts what it is given. */
  private static final class Counting implements Embedder {
    private final Embedder corners = new DrawnSet.CornerEmbedder();
    private final AtomicInteger pictures = new AtomicInteger();
    private final Queue<Integer> hashes = new ConcurrentLinkedQueue<>();

    @Override
    public Embedded embed(byte[][] rgb112) {
      pictures.addAndGet(rgb112.length);
      Arrays.stream(rgb112).map(Arrays::hashCode).forEach(hashes::add);
      return corners.embed(rgb112);
    }

    @Override
    public String describe() {
      return corners.describe();
    }

    @Override
    public void close() {}
  }

  /** Of each person's pictures the first is bare; the others wear masks in all ways. */
  private static final class WornSet implements FaceSet {
    private final DrawnSet bare = new DrawnSet(PEOPLE);

    @Override
    public MaskWear wear(int index) {
      return WEARS[index % WEARS.length];
    }

    @Override
    public byte[] encoded(int index) {
      byte[] encoded = bare.encoded(index);
      byte[] rgb = Pictures.decode112(encoded, name(index));
      return wear(index) == MaskWear.BARE
          ? encoded
          : Pictures.png(Picture.crop(Masks.wear(rgb, index)));
    }

    @Override
    public int size() {
      return bare.size();
    }

    @Override
    public int identities() {
      return bare.identities();
    }

    @Override
    public int label(int index) {
      return bare.label(index);
    }

    @Override
    public String name(int index) {
      return bare.name(index);
    }

    @Override
    public void close() {}
  }
}
