package io.sightline.recognizer.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.KnownModels;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import io.sightline.recognizer.Samples;
import io.sightline.recognizer.engine.InferenceEngine;
import io.sightline.recognizer.engine.OnnxRuntimeEngine;
import io.sightline.recognizer.engine.SimulatedEngine;
import io.sightline.recognizer.face.FaceDetector;
import io.sightline.recognizer.face.FaceEmbedder;
import io.sightline.recognizer.face.FaceObserver;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameRecogniserTest {
  private static final int WORKERS = 2;

  private final ConcurrentLinkedQueue<Integer> calls = new ConcurrentLinkedQueue<>();

  /** Frames of six cameras show 0, 1, 2, 3, 2 and 0 faces. */
  @ParameterizedTest
  @CsvSource({"128, 1", "6, 2", "1, 2"})
  void allCamerasFacesShareAsFewCallsAsKeepTheEngineBusy(int fullBatch, int wanted)
      throws Exception {
    int[] faces = {0, 1, 2, 3, 2, 0};
    List<FrameRecogniser.Outcome> outcomes = recognise(fullBatch, faces);
    assertThat(calls).hasSize(wanted);
    assertThat(calls.stream().mapToInt(Integer::intValue).sum()).isEqualTo(8);
    assertThat(calls).allSatisfy(call -> assertThat(call).isGreaterThanOrEqualTo(3));
    for (int i = 0; i < faces.length; i++) {
      assertThat(outcomes.get(i).faces().cameraId()).isEqualTo("camera-" + i);
      assertThat(outcomes.get(i).faces().faces()).hasSize(faces[i]);
      String prefix = "frame-" + i + "#";
      assertThat(outcomes.get(i).faces().faces())
          .allSatisfy(face -> assertThat(face.id()).startsWith(prefix));
    }
  }

  @Test
  void framesWithoutFacesMakeNoCall() throws Exception {
    assertThat(recognise(1, 0, 0, 0)).hasSize(3);
    assertThat(calls).isEmpty();
  }

  @Test
  void aFaceThatComesToNoNumbersTakesNoOtherWithIt() throws Exception {
    List<FrameRecogniser.Outcome> outcomes =
        recognise(
            new SimulatedEngine(KnownModels.MOBILEFACENET, calls::add, 8) {
              @Override
              public Map<String, float[]> run(FloatBuffer input, int batch) {
                Map<String, float[]> outputs = super.run(input, batch);
                outputs.get(KnownModels.MOBILEFACENET.recogniser().embedding())[0] = Float.NaN;
                return outputs;
              }
            },
            2,
            1);
    assertThat(outcomes.get(0).faces().faces()).hasSize(1);
    assertThat(outcomes.get(1).faces().faces()).hasSize(1);
  }

  @Test
  void aFaceWithoutAPlaceIsNone() throws Exception {
    List<FrameRecogniser.Outcome> outcomes =
        recognise(
            engine ->
                new Changed(
                    engine,
                    outputs ->
                        outputs.forEach(
                            (name, values) -> {
                              if (name.startsWith("kps")) {
                                Arrays.fill(values, Float.NaN);
                              }
                            })),
            new SimulatedEngine(KnownModels.MOBILEFACENET, calls::add, 8),
            1);
    assertThat(outcomes.get(0).faces().faces()).isEmpty();
  }

  @Test
  void aFrameThatMakesTroubleHoldsUpNoOther() throws Exception {
    AtomicBoolean first = new AtomicBoolean(true);
    List<FrameRecogniser.Outcome> outcomes =
        recognise(
            engine ->
                new Changed(
                    engine,
                    outputs -> {
                      if (first.getAndSet(false)) {
                        throw new IllegalStateException("trouble");
                      }
                    }),
            new SimulatedEngine(KnownModels.MOBILEFACENET, calls::add, 8),
            1,
            1,
            1);
    assertThat(outcomes).filteredOn(o -> o.failure() == null).hasSize(2);
    assertThat(outcomes)
        .filteredOn(o -> o.failure() != null)
        .singleElement()
        .satisfies(o -> assertThat(o.failure()).contains("trouble"));
  }

  /** A network that does as another, and then something else. */
  private record Changed(InferenceEngine engine, Consumer<Map<String, float[]>> change)
      implements InferenceEngine {
    @Override
    public Map<String, float[]> run(FloatBuffer input, int batch) {
      Map<String, float[]> outputs = engine.run(input, batch);
      change.accept(outputs);
      return outputs;
    }

    @Override
    public int fullBatch() {
      return engine.fullBatch();
    }

    @Override
    public String describe() {
      return engine.describe();
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private List<FrameRecogniser.Outcome> recognise(int fullBatch, int... faces) throws Exception {
    return recognise(new SimulatedEngine(KnownModels.MOBILEFACENET, calls::add, fullBatch), faces);
  }

  private static List<FrameRecogniser.Outcome> recognise(SimulatedEngine recogniser, int... faces)
      throws Exception {
    return recognise(detector -> detector, recogniser, faces);
  }

  private static List<FrameRecogniser.Outcome> recognise(
      UnaryOperator<InferenceEngine> changes, SimulatedEngine recogniser, int... faces)
      throws Exception {
    ModelBundle model = Samples.bundled().detector("");
    try (InferenceEngine detector = changes.apply(new OnnxRuntimeEngine(model, 1))) {
      List<FaceObserver> observers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        observers.add(
            new FaceObserver(
                new FaceDetector(detector, model.card(), 0.6f, 40),
                new FaceEmbedder(recogniser, KnownModels.MOBILEFACENET)));
      }
      try (FrameRecogniser frames = new FrameRecogniser(observers, "detector")) {
        return frames.recognise(records(faces));
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(int... faces) throws IOException {
    List<byte[]> people = Samples.faces();
    return IntStream.range(0, faces.length)
        .mapToObj(
            i -> {
              byte[] jpeg = Samples.frame(people.subList(0, faces[i]), 0);
              Frame frame =
                  new Frame("frame-" + i, "camera-" + i, 0, Instant.EPOCH, 1280, 720, jpeg);
              return new ConsumerRecord<>("frames", 0, i, new byte[0], Codecs.FRAME.encode(frame));
            })
        .toList();
  }
}
