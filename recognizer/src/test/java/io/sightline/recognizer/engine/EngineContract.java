package io.sightline.recognizer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.model.ModelBundle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every engine promises: each has a test that extends this one. */
abstract class EngineContract {
  private static final int MOST = 130;

  private ModelBundle model;
  private InferenceEngine engine;
  private FloatBuffer pictures;
  private int length;

  /** A recogniser that takes any batch, or the test is skipped. */
  abstract ModelBundle model();

  abstract InferenceEngine open(ModelBundle model);

  /** How far a value may be from that of another batch size. */
  float tolerance() {
    return 1e-4f;
  }

  @BeforeEach
  void open() {
    model = model();
    engine = open(model);
    length = 3 * model.card().input().height() * model.card().input().width();
    pictures =
        ByteBuffer.allocateDirect(MOST * length * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(5);
    for (int i = 0; i < pictures.capacity(); i++) {
      pictures.put(i, random.nextFloat() * 2 - 1);
    }
  }

  @AfterEach
  void close() {
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  void eachOutputHasARowForEachPicture() {
    Map<String, float[]> outputs = engine.run(pictures, 3);
    assertThat(outputs.get(model.card().recogniser().embedding()))
        .hasSize(3 * model.card().recogniser().size());
    assertThat(engine.describe()).isNotBlank();
  }

  @Test
  void aPictureGivesTheSameInEveryBatch() {
    float[] together = embeddings(pictures, MOST);
    for (int batch : new int[] {1, 2, 7, 33}) {
      assertClose(embeddings(pictures, batch), Arrays.copyOf(together, batch * size()));
    }
    FloatBuffer last = pictures.slice((MOST - 1) * length, length);
    assertClose(
        embeddings(last, 1), Arrays.copyOfRange(together, (MOST - 1) * size(), MOST * size()));
    assertThat(Arrays.copyOf(together, size()))
        .as("different pictures give different embeddings")
        .isNotEqualTo(Arrays.copyOfRange(together, size(), 2 * size()));
  }

  @Test
  void theInputIsLeftAlone() {
    pictures.position(5).limit(pictures.capacity() - 1);
    float first = pictures.get(0);
    float[] before = embeddings(pictures, 1);
    assertThat(pictures.position()).isEqualTo(5);
    assertThat(pictures.limit()).isEqualTo(pictures.capacity() - 1);
    assertThat(pictures.get(0)).isEqualTo(first);
    pictures.clear();
    assertClose(before, embeddings(pictures, 1));
  }

  @Test
  void aResultIsTheCallers() {
    float[] first = embeddings(pictures, 1);
    float[] kept = first.clone();
    embeddings(pictures.slice(length, length), 1);
    assertThat(first).isEqualTo(kept);
  }

  @Test
  void severalThreadsMayCall() throws Exception {
    float[] expected = embeddings(pictures, 8);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<float[]>> results = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        int picture = i % 8;
        results.add(threads.submit(() -> embeddings(pictures.slice(picture * length, length), 1)));
      }
      for (int i = 0; i < 16; i++) {
        int row = i % 8 * size();
        assertClose(results.get(i).get(), Arrays.copyOfRange(expected, row, row + size()));
      }
    } finally {
      // An engine that closes under a call takes the process down.
      threads.shutdown();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  final int size() {
    return model.card().recogniser().size();
  }

  final float[] embeddings(FloatBuffer input, int batch) {
    return engine.run(input, batch).get(model.card().recogniser().embedding());
  }

  final FloatBuffer pictures() {
    return pictures;
  }

  private void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(tolerance()));
    }
  }
}
