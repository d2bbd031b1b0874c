package io.sightline.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.evaluate.EvaluationResult.Enrolled;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** People of made-up embeddings: a direction each, and pictures that are off it by chance. */
class EnrolmentTrialTest {
  private static final int SIZE = 64;
  private static final int PEOPLE = 40;
  private static final int OF_EACH = 6;

  @Test
  void aMeanIsNearerThanAnyOfThree() {
    Map<String, Enrolled> trial = EnrolmentTrial.measure(people(0.25f, MaskWear.BARE));
    assertThat(trial).containsOnlyKeys("bare");
    Enrolled bare = trial.get("bare");
    assertThat(bare.first()).containsOnlyKeys("1e-2", "1e-3");
    for (String rate : bare.first().keySet()) {
      assertThat(bare.nearest().get(rate)).isGreaterThan(bare.first().get(rate));
      assertThat(bare.mean().get(rate)).isGreaterThan(bare.nearest().get(rate));
    }
  }

  @Test
  void maskedFacesAreLookedForAmongBareOnes() {
    LabelledFaces faces = people(0.01f, MaskWear.MASKED);
    assertThat(EnrolmentTrial.measure(faces)).isEmpty();
    for (int i = 0; i < faces.size(); i++) {
      faces.wear()[i] = i % OF_EACH < 4 ? MaskWear.UNDER_CHIN : MaskWear.MASKED;
    }
    Map<String, Enrolled> trial = EnrolmentTrial.measure(faces);
    assertThat(trial).containsOnlyKeys("bare", "masked");
    assertThat(trial.get("masked").mean()).containsEntry("1e-3", 1.0);
  }

  @Test
  void referencesAreMeansOfThreeOfOnePersonAndMaskState() {
    LabelledFaces faces = people(0.25f, MaskWear.BARE);
    faces.wear()[1] = MaskWear.MASKED;
    FaceTable references = faces.references(3);
    float[][] e = faces.table().embeddings();
    assertThat(references.embeddings()[0]).containsExactly(mean(e[0], e[2], e[3]), within(1e-6f));
    assertThat(references.embeddings()[1]).containsExactly(e[1], within(1e-6f));
    // Of as many as there are, once.
    FaceTable all = faces.references(OF_EACH - 1);
    assertThat(all.embeddings()[0])
        .containsExactly(mean(e[0], e[2], e[3], e[4], e[5]), within(1e-6f));
    assertThat(all.has(2)).isFalse();
    assertThat(all.has(OF_EACH)).isTrue();
    assertThat(references.embeddings()[5]).containsExactly(mean(e[5], e[0], e[2]), within(1e-6f));
  }

  @Test
  void thresholdsAreThoseOfMeans() {
    LabelledFaces faces = people(0.25f, MaskWear.BARE);
    FaceTable references = faces.references(3);
    ImpostorHistogram means = new ImpostorHistogram();
    ImpostorHistogram singles = new ImpostorHistogram();
    for (int i = 0; i < faces.size(); i++) {
      for (int j = 0; j < faces.size(); j++) {
        if (!faces.same(i, j)) {
          means.add(faces.table().cosine(i, references, j));
          singles.add(faces.cosine(i, j));
        }
      }
    }
    double measured = ThresholdTable.table(faces).get("bareBare").get("1e-2");
    assertThat(measured).isEqualTo(means.threshold(1e-2).orElseThrow());
    assertThat(measured).isNotEqualTo(singles.threshold(1e-2).orElseThrow());
  }

  private static float[] mean(float[]... faces) {
    float[] sum = new float[SIZE];
    for (float[] face : faces) {
      for (int d = 0; d < SIZE; d++) {
        sum[d] += face[d];
      }
    }
    return unit(sum);
  }

  private static LabelledFaces people(float noise, MaskWear wear) {
    SplittableRandom random = new SplittableRandom(4);
    float[][] embeddings = new float[PEOPLE * OF_EACH][];
    float[] who = null;
    for (int i = 0; i < embeddings.length; i++) {
      who = i % OF_EACH == 0 ? unit(values(random, 1)) : who;
      float[] picture = values(random, noise);
      for (int d = 0; d < SIZE; d++) {
        picture[d] += who[d];
      }
      embeddings[i] = unit(picture);
    }
    MaskWear[] wears = new MaskWear[embeddings.length];
    Arrays.fill(wears, wear);
    return new LabelledFaces(
        new FaceTable(embeddings, null),
        IntStream.range(0, embeddings.length).toArray(),
        IntStream.range(0, embeddings.length).map(i -> i / OF_EACH).toArray(),
        wears);
  }

  private static float[] values(SplittableRandom random, float scale) {
    float[] values = new float[SIZE];
    for (int d = 0; d < SIZE; d++) {
      values[d] = scale * (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] unit(float[] values) {
    double squares = 0;
    for (float v : values) {
      squares += (double) v * v;
    }
    float[] unit = values.clone();
    for (int d = 0; d < SIZE; d++) {
      unit[d] /= (float) Math.sqrt(squares);
    }
    return unit;
  }
}
