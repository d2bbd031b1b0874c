package io.sightline.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.trainer.data.VerificationSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
  @TempDir Path folder;
  private final DrawnSet faces = new DrawnSet(12);
  private final VerificationSet set = faces.pairs();
  private final Embedder embedder = new DrawnSet.CornerEmbedder();

  @Test
  void eachPairingIsMeasuredWithDrawnMasks() {
    AtomicInteger progress = new AtomicInteger();
    EvaluationResult result =
        new Evaluation(set, new MaskEmbedder(), progress::incrementAndGet).withDrawnMasks(1);

    assertThat(progress).hasValue(48);
    assertThat(result.images()).isEqualTo(48);
    assertThat(result.undetected()).isZero();
    assertThat(result.byPairing()).containsOnlyKeys("bareBare", "maskedBare", "maskedMasked");
    // A mask makes a person unlike himself bare, and two who wear one more alike.
    PairingResult bare = result.byPairing().get("bareBare");
    PairingResult one = result.byPairing().get("maskedBare");
    PairingResult both = result.byPairing().get("maskedMasked");
    assertThat(mean(bare, true)).isGreaterThan(0.95);
    assertThat(mean(one, true)).isLessThan(mean(bare, true) - 0.2);
    assertThat(mean(both, true)).isGreaterThan(mean(one, true) + 0.1);
    assertThat(mean(one, false)).isCloseTo(mean(bare, false), within(0.15));
    assertThat(mean(both, false)).isGreaterThan(mean(bare, false) + 0.3);
    assertThat(result.overall()).as("the set as it is").isSameAs(bare);
    assertThat(result.overall().pairs()).isEqualTo(96);
    assertThat(result.overall().auc()).isGreaterThan(0.95);
    assertThat(result.maskAccuracy()).isGreaterThan(0.9);
  }

  /** Of the pairs of one person, or of two. */
  private static double mean(PairingResult result, boolean same) {
    ScoredPairs scored = result.scored();
    return IntStream.range(0, scored.size())
        .filter(i -> scored.same()[i] == same)
        .mapToDouble(i -> scored.similarity()[i])
        .average()
        .orElseThrow();
  }

  /** To whom a mask, seen below the nose, is a part of who somebody is. */
  private static final class MaskEmbedder implements Embedder {
    private final Embedder corners = new DrawnSet.CornerEmbedder();

    @Override
    public Embedded embed(byte[][] rgb112) {
      Embedded seen = corners.embed(rgb112);
      float[][] embeddings = new float[rgb112.length][];
      for (int i = 0; i < rgb112.length; i++) {
        float[] corner = seen.embeddings()[i];
        embeddings[i] = Arrays.copyOf(corner, corner.length + 1);
        embeddings[i][corner.length] = seen.maskProbability()[i] > 0.5 ? 150 : 0;
      }
      return new Embedded(embeddings, seen.maskProbability());
    }

    @Override
    public String describe() {
      return "corners and masks";
    }

    @Override
    public void close() {}
  }

  @Test
  void aListSaysWhoWearsAMask() {
    Set<String> masked = Set.of(faces.name(0), faces.name(1));
    EvaluationResult result = new Evaluation(set, embedder, () -> {}).withWornMasks(masked);

    assertThat(result.byPairing().get("maskedMasked").pairs()).isEqualTo(1);
    assertThat(result.byPairing().get("maskedBare").pairs()).isEqualTo(6);
    assertThat(result.byPairing().get("bareBare").pairs()).isEqualTo(89);
    // None of the pictures does, so the two that are listed are judged wrongly.
    assertThat(result.maskAccuracy()).isEqualTo(46 / 48.0);
  }

  @Test
  void aPictureWithoutAFaceIsANonMatch() {
    Crops stored = new StoredCrops(set, null);
    Crops crops =
        new Crops() {
          @Override
          public int size() {
            return stored.size();
          }

          @Override
          public String name(int index) {
            return stored.name(index);
          }

          @Override
          public Optional<byte[]> crop(int index) {
            return index == 5 ? Optional.empty() : stored.crop(index);
          }
        };
    EvaluationResult result = new Evaluation(set, crops, embedder, () -> {}).bare();

    assertThat(result.undetected()).isEqualTo(1);
    ScoredPairs scored = result.overall().scored();
    assertThat(scored.size()).isEqualTo(96);
    for (int i = 0; i < 96; i++) {
      boolean without = scored.first()[i] == 5 || scored.second()[i] == 5;
      assertThat(scored.similarity()[i] == -1).isEqualTo(without);
    }
  }

  @Test
  void jsonHasTheAgreedKeys() throws IOException {
    Path file = folder.resolve("result.json");
    new Evaluation(set, embedder, () -> {}).withDrawnMasks(1).writeJson(file);
    JsonNode json = new ObjectMapper().readTree(file.toFile());

    assertThat(json.fieldNames())
        .toIterable()
        .contains(
            "images",
            "pairs",
            "undetected",
            "accuracy",
            "accuracyStd",
            "auc",
            "tar",
            "maskAccuracy",
            "byPairing");
    assertThat(json.get("images").isInt()).isTrue();
    assertThat(json.get("tar").fieldNames())
        .toIterable()
        .containsExactly("1e-2", "1e-3", "1e-4", "1e-5", "1e-6");
    assertThat(json.at("/tar/1e-3").isDouble()).isTrue();
    assertThat(json.at("/byPairing/maskedBare/accuracy").isDouble()).isTrue();
    assertThat(json.at("/byPairing/maskedMasked/tarInterval/1e-2").size()).isEqualTo(2);
  }

  @Test
  void theReportNeedsNoOtherFile() throws IOException {
    Path file = folder.resolve("report.html");
    Crops crops = new StoredCrops(set, null);
    EvaluationResult result = new Evaluation(set, crops, embedder, () -> {}).withDrawnMasks(1);
    new HtmlReport(result, crops, FaceTable.Look.BARE, FaceTable.Look.masked(1)).write(file);
    String html = Files.readString(file);

    assertThat(html)
        .contains("<svg", "ROC", "DET", "data:image/jpeg;base64,", "drawn/0.png", "two persons")
        .doesNotContain("http", "<script", ">NaN");
  }

  @Test
  void thresholdsForEachPairingAndRate() {
    DrawnSet many = new DrawnSet(60);
    Map<String, Map<String, Double>> table =
        ThresholdTable.measure(embedder, many, 1000, 0, 1, () -> {});

    // 240 pictures: 56 640 comparisons of two persons, so that 1e-3 has 56 false matches.
    assertThat(table.keySet()).containsExactly("bareBare", "maskedBare", "maskedMasked");
    assertThat(table.get("bareBare")).containsOnlyKeys("1e-2", "1e-3");
    assertThat(table.get("maskedBare")).containsOnlyKeys("1e-2", "1e-3");
    Map<String, Double> bare = table.get("bareBare");
    assertThat(bare.get("1e-2")).isLessThan(bare.get("1e-3")).isGreaterThan(0.5);
  }
}
