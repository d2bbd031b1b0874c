package io.sightline.trainer.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.face.Point;
import io.sightline.contract.model.DetectorSpec;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelInput;
import io.sightline.recognizer.engine.InferenceEngine;
import io.sightline.recognizer.face.DetectedFace;
import io.sightline.recognizer.face.FaceDetector;
import io.sightline.trainer.export.DetectorOnnx;
import io.sightline.trainer.net.DetectorNetwork;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

/** What training wants of the network is what the recogniser's decoder makes of its outputs. */
class YunetCodingTest {
  private static final Cells CELLS = new Cells(320, 192);
  private static final List<Integer> WIDTHS = List.of(1, 1, 4, 10);

  @Test
  void whatIsWantedDecodesToTheTruth() {
    List<Target> truth =
        List.of(
            Drawn.target(13, 21, 14, 18),
            Drawn.target(70, 30, 44, 52),
            Drawn.target(180, 20, 110, 150));
    List<DetectedFace> found;
    try (InferenceEngine engine = engine(outputs(truth));
        FaceDetector detector = new FaceDetector(engine, card(), 0.6f, 1);
        Mat picture = Drawn.picture(320, 192)) {
      found =
          detector.detect(picture).stream()
              .sorted(Comparator.comparing(face -> face.box().x()))
              .toList();
    }
    assertThat(found).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(found.get(i).box().iou(truth.get(i).box())).isGreaterThan(0.999f);
      List<Point> told = found.get(i).landmarks().points();
      for (int k = 0; k < 5; k++) {
        assertThat(told.get(k).distance(truth.get(i).landmarks().points().get(k)))
            .isCloseTo(0, within(0.01f));
      }
    }
  }

  /** The answers of a perfect network, laid out as the exported one lays them. */
  private static Map<String, float[]> outputs(List<Target> truth) {
    TargetBatch batch = TargetBatch.of(List.of(truth), CELLS);
    float[][] rows = new float[CELLS.count()][DetectorNetwork.VALUES];
    for (int i = 0; i < batch.filled().length; i++) {
      float[] row = rows[(int) batch.filled()[i]];
      float column = batch.origin()[3 * i];
      float line = batch.origin()[3 * i + 1];
      float stride = batch.origin()[3 * i + 2];
      row[0] = 1;
      row[1] = 1;
      row[2] = batch.boxes()[4 * i] / stride - column;
      row[3] = batch.boxes()[4 * i + 1] / stride - line;
      row[4] = (float) Math.log(batch.boxes()[4 * i + 2] / stride);
      row[5] = (float) Math.log(batch.boxes()[4 * i + 3] / stride);
      for (int k = 0; k < 10; k++) {
        row[6 + k] = batch.points()[10 * i + k] / stride - (k % 2 == 0 ? column : line);
      }
    }
    return split(rows);
  }

  private static Map<String, float[]> split(float[][] rows) {
    Map<String, float[]> outputs = new HashMap<>();
    int offset = 0;
    for (int kind = 0; kind < WIDTHS.size(); kind++) {
      int width = WIDTHS.get(kind);
      for (int level = 0; level < 3; level++) {
        int cells = CELLS.columns(level) * CELLS.rows(level);
        float[] values = new float[cells * width];
        for (int cell = 0; cell < cells; cell++) {
          System.arraycopy(rows[CELLS.first(level) + cell], offset, values, cell * width, width);
        }
        outputs.put(DetectorOnnx.outputs().get(3 * kind + level), values);
      }
      offset += width;
    }
    return outputs;
  }

  private static InferenceEngine engine(Map<String, float[]> outputs) {
    return new InferenceEngine() {
      @Override
      public Map<String, float[]> run(FloatBuffer input, int batch) {
        return outputs;
      }

      @Override
      public int fullBatch() {
        return 1;
      }

      @Override
      public String describe() {
        return "perfect";
      }

      @Override
      public void close() {}
    };
  }

  private static ModelCard card() {
    List<Double> threes = List.of(127.5, 127.5, 127.5);
    return new ModelCard(
        "perfect",
        "0".repeat(64),
        new ModelInput("input", 320, 192, ModelInput.Colours.RGB, threes, threes),
        new DetectorSpec(
            DetectorSpec.Decoder.YUNET,
            DetectorNetwork.STRIDES,
            1,
            DetectorOnnx.outputs(),
            0.6,
            0.3),
        null,
        "",
        "",
        "",
        null);
  }
}
