package io.sightline.recognizer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.service.Namesake;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.recognizer.engine.EngineException;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is recognised when there is more than can be, on the real broker. */
@ExtendWith(KafkaExtension.class)
class RealTimeTest {
  private static final Instant LONG_AGO = Instant.now().minusSeconds(600);

  @Test
  void behindTheNewestAreRecognisedAndTheRestIsCounted(LocalKafka kafka) throws Exception {
    StreamRun run = new StreamRun(kafka, "behind.", "one", "lag_budget: 2s");
    run.publish("hog", 0, 0, 300, LONG_AGO);
    run.publish("door", 0, 0, 40, LONG_AGO);
    run.publish("gate", 1, 0, 40, LONG_AGO);
    run.publish("file", 1, 0, 20, LONG_AGO);
    List<FrameFaces> faces;
    try (RecognitionLoop loop = run.loop(batch -> {})) {
      faces = run.faces(400);
    }
    for (String camera : List.of("hog", "door", "gate", "file")) {
      List<Long> seen = sequences(faces, camera);
      long all = camera.equals("hog") ? 300 : camera.equals("file") ? 20 : 40;
      assertThat(seen).isSorted().doesNotHaveDuplicates().contains(all - 1);
      assertThat(run.count("recognised", camera)).isEqualTo(seen.size());
      assertThat(run.count("recognised", camera) + run.count("dropped", camera)).isEqualTo(all);
    }
    assertThat(run.count("dropped", "hog")).isGreaterThan(100);
    assertThat(run.count("dropped", "file")).as("a file at full speed is not live").isZero();
  }

  @Test
  void aReplayDropsNothing(LocalKafka kafka) throws Exception {
    StreamRun run = new StreamRun(kafka, "replay.", "one", "mode: replay");
    run.publish("hog", 0, 0, 300, LONG_AGO);
    run.publish("door", 0, 0, 40, LONG_AGO);
    try (RecognitionLoop loop = run.loop(batch -> {})) {
      List<FrameFaces> faces = run.faces(340);
      assertThat(sequences(faces, "hog")).hasSize(300).isSorted();
      assertThat(sequences(faces, "door")).hasSize(40).isSorted();
    }
    assertThat(run.count("dropped", null)).isZero();
  }

  @Test
  void withinTheBudgetNothingIsDropped(LocalKafka kafka) throws Exception {
    StreamRun run = new StreamRun(kafka, "budget.", "one", "lag_budget: 1h");
    run.publish("door", 0, 0, 100, LONG_AGO);
    try (RecognitionLoop loop = run.loop(batch -> {})) {
      assertThat(sequences(run.faces(100), "door")).hasSize(100);
    }
    assertThat(run.count("dropped", null)).isZero();
  }

  @Test
  void ofTwoWithOneNameTheEarlierEnds(LocalKafka kafka) throws Exception {
    StreamRun run = new StreamRun(kafka, "namesakes.", "one", "mode: replay");
    Namesake earlier = new Namesake("one", "recognition.instance");
    Namesake later = new Namesake("one", "recognition.instance");
    run.publish("door", 0, 0, 10, LONG_AGO);
    try (RecognitionLoop first = run.loop(batch -> {}, earlier)) {
      assertThat(run.faces(10)).hasSize(10);
      try (RecognitionLoop second = run.loop(batch -> {}, later)) {
        await().atMost(Duration.ofSeconds(60)).until(() -> !first.trouble().isEmpty());
        assertThat(first.trouble()).isEqualTo(earlier.found()).contains("'one'");
        run.publish("door", 0, 10, 10, LONG_AGO);
        assertThat(run.faces(20)).hasSize(20);
        assertThat(later.found()).isEmpty();
      }
    }
  }

  /** Each session does its frames out of their order in Kafka, and ends in the middle. */
  @Test
  void anEngineThatFailsAgainAndAgainLosesAndDoublesNothing(LocalKafka kafka) throws Exception {
    StreamRun run = new StreamRun(kafka, "failing.", "one", "mode: replay");
    run.publish("hog", 0, 0, 60, LONG_AGO);
    run.publish("door", 0, 0, 20, LONG_AGO);
    run.publish("hog", 0, 60, 60, LONG_AGO);
    run.publish("gate", 0, 0, 20, LONG_AGO);
    AtomicInteger calls = new AtomicInteger();
    try (RecognitionLoop loop =
        run.loop(
            batch -> {
              if (calls.incrementAndGet() % 50 == 0) {
                throw new EngineException("out of order, as was planned", null);
              }
            })) {
      List<FrameFaces> faces = run.faces(160);
      assertThat(sequences(faces, "hog")).hasSize(120).isSorted().doesNotHaveDuplicates();
      assertThat(sequences(faces, "door")).hasSize(20).isSorted().doesNotHaveDuplicates();
      assertThat(sequences(faces, "gate")).hasSize(20).isSorted().doesNotHaveDuplicates();
    }
    assertThat(calls.get()).isGreaterThan(160);
  }

  @Test
  void aRecognizerThatJoinsTakesOverWithoutLossOrDoubles(LocalKafka kafka) throws Exception {
    StreamRun one = new StreamRun(kafka, "joined.", "one", "mode: replay");
    StreamRun two = new StreamRun(kafka, "joined.", "two", "mode: replay");
    one.publish("a", 0, 0, 300, LONG_AGO);
    one.publish("b", 1, 0, 300, LONG_AGO);
    AtomicBoolean both = new AtomicBoolean();
    try (RecognitionLoop first = one.loop(batch -> pauseUntil(both))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> one.count("recognised", null) > 20);
      try (RecognitionLoop second = two.loop(batch -> pauseUntil(both))) {
        await().atMost(Duration.ofSeconds(60)).until(() -> two.count("recognised", null) > 20);
        both.set(true);
        await()
            .atMost(Duration.ofSeconds(90))
            .until(() -> one.count("recognised", null) + two.count("recognised", null) >= 600);
      }
    }
    List<FrameFaces> faces =
        one.faces(0, () -> one.count("recognised", null) + two.count("recognised", null));
    assertThat(sequences(faces, "a")).hasSize(300).doesNotHaveDuplicates();
    assertThat(sequences(faces, "b")).hasSize(300).doesNotHaveDuplicates();
    assertThat(one.count("recognised", null) + two.count("recognised", null)).isEqualTo(600);
  }

  /** So that the first is not done before the second is there. */
  private static void pauseUntil(AtomicBoolean both) {
    try {
      Thread.sleep(both.get() ? 0 : 50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Long> sequences(List<FrameFaces> faces, String camera) {
    return faces.stream()
        .filter(f -> f.cameraId().equals(camera))
        .map(FrameFaces::sequence)
        .toList();
  }
}
