package io.sightline.trainer.detect;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sightline.trainer.export.ExportException;
import io.sightline.trainer.net.DetectorNetwork;
import io.sightline.trainer.net.TensorOps;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * How far an exported detector is from the network it was made of.
 *
 * @param score greatest difference of a class or objectness probability
 * @param place greatest difference of a box or landmark value, in strides
 */
record DetectorParity(double score, double place) {
  private static final double GREATEST = 2e-3;

  /**
   * @param pictures [1, 3, H, W] as networks take them
   * @throws ExportException when ONNX Runtime refuses the model
   */
  static DetectorParity measure(byte[] onnx, DetectorNetwork network, Tensor pictures) {
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      Tensor rows = DetectionLoss.rows(network.run(new TensorOps(), pictures));
      float[] expected = new float[(int) rows.numel()];
      rows.contiguous().data_ptr_float().get(expected);
      return compare(expected, onnx, pictures);
    }
  }

  boolean good() {
    return score <= GREATEST && place <= GREATEST;
  }

  private static DetectorParity compare(float[] expected, byte[] onnx, Tensor pictures) {
    float[] values = new float[(int) pictures.numel()];
    pictures.contiguous().data_ptr_float().get(values);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = environment.createSession(onnx, options);
          OnnxTensor input =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), pictures.shape());
          OrtSession.Result result = session.run(Map.of("input", input))) {
        return compare(expected, result);
      }
    } catch (OrtException e) {
      throw new ExportException("ONNX Runtime refuses the exported model: " + e.getMessage(), e);
    }
  }

  private static DetectorParity compare(float[] expected, OrtSession.Result result)
      throws OrtException {
    List<Integer> widths = List.of(1, 1, 4, 10);
    int levels = DetectorNetwork.STRIDES.size();
    double score = 0;
    double place = 0;
    int first = 0;
    for (int level = 0; level < levels; level++) {
      int offset = 0;
      int cells = 0;
      for (int kind = 0; kind < widths.size(); kind++) {
        float[][] actual = ((float[][][]) result.get(kind * levels + level).getValue())[0];
        cells = actual.length;
        double worst = worst(expected, first, offset, actual, kind < 2);
        score = kind < 2 ? Math.max(score, worst) : score;
        place = kind < 2 ? place : Math.max(place, worst);
        offset += widths.get(kind);
      }
      first += cells;
    }
    return new DetectorParity(score, place);
  }

  private static double worst(
      float[] rows, int first, int offset, float[][] actual, boolean probability) {
    double worst = 0;
    for (int cell = 0; cell < actual.length; cell++) {
      for (int i = 0; i < actual[cell].length; i++) {
        float value = rows[(first + cell) * DetectorNetwork.VALUES + offset + i];
        double wanted = probability ? 1 / (1 + Math.exp(-value)) : value;
        double difference = Math.abs(wanted - actual[cell][i]);
        worst = Double.isNaN(difference) ? Double.MAX_VALUE : Math.max(worst, difference);
      }
    }
    return worst;
  }
}
