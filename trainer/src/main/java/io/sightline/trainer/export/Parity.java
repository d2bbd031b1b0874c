package io.sightline.trainer.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sightline.trainer.net.FaceNetwork;
import io.sightline.trainer.net.TensorOps;
import java.nio.FloatBuffer;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/**
 * How far an exported model is from the network it was made of: both run on the same pictures, the
 * one in ONNX Runtime, the other in libtorch.
 *
 * @param cosine the least, between embeddings of the same picture
 * @param maskDifference the greatest, between mask probabilities; 0 without a mask output
 */
public record Parity(double cosine, double maskDifference) {
  private static final double LEAST_COSINE = 0.9999;
  private static final double GREATEST_MASK_DIFFERENCE = 0.01;
  private static final double LEAST_8_BIT_COSINE = 0.95;
  private static final double GREATEST_8_BIT_MASK_DIFFERENCE = 0.1;

  /**
   * @param pictures [N, 3, 112, 112] as networks take them
   * @throws ExportException when ONNX Runtime refuses the model
   */
  public static Parity measure(byte[] onnx, FaceNetwork network, Tensor pictures) {
    network.eval();
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      FaceNetwork.Heads<Tensor> expected = network.run(new TensorOps(), pictures);
      Map<String, float[][]> actual = run(onnx, pictures);
      double cosine = leastCosine(rows(expected.embedding()), actual.get(OnnxWriter.EMBEDDING));
      float[][] mask = actual.get(OnnxWriter.MASK);
      return new Parity(cosine, mask == null ? 0 : difference(rows(expected.mask()), mask));
    }
  }

  /** Whether it is as near as such numbers come. */
  boolean good(OnnxWriter.Numbers numbers) {
    return numbers == OnnxWriter.Numbers.INT8
        ? cosine >= LEAST_8_BIT_COSINE && maskDifference <= GREATEST_8_BIT_MASK_DIFFERENCE
        : cosine >= LEAST_COSINE && maskDifference <= GREATEST_MASK_DIFFERENCE;
  }

  private static Map<String, float[][]> run(byte[] onnx, Tensor pictures) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    float[] values = new float[(int) pictures.numel()];
    pictures.contiguous().data_ptr_float().get(values);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      try (OrtSession session = environment.createSession(onnx, options);
          OnnxTensor input =
              OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), pictures.shape());
          OrtSession.Result result = session.run(Map.of(OnnxWriter.INPUT, input))) {
        float[][] embedding = (float[][]) result.get(0).getValue();
        return result.size() == 1
            ? Map.of(OnnxWriter.EMBEDDING, embedding)
            : Map.of(
                OnnxWriter.EMBEDDING,
                embedding,
                OnnxWriter.MASK,
                (float[][]) result.get(1).getValue());
      }
    } catch (OrtException e) {
      throw new ExportException("ONNX Runtime refuses the exported model: " + e.getMessage(), e);
    }
  }

  private static float[][] rows(Tensor tensor) {
    float[][] rows = new float[(int) tensor.size(0)][(int) tensor.size(1)];
    Tensor plain = tensor.contiguous();
    for (int i = 0; i < rows.length; i++) {
      plain.get(i).data_ptr_float().get(rows[i]);
    }
    return rows;
  }

  private static double leastCosine(float[][] a, float[][] b) {
    double least = 1;
    for (int i = 0; i < a.length; i++) {
      double dot = 0;
      double aa = 0;
      double bb = 0;
      for (int j = 0; j < a[i].length; j++) {
        dot += a[i][j] * b[i][j];
        aa += a[i][j] * a[i][j];
        bb += b[i][j] * b[i][j];
      }
      double cosine = dot / Math.sqrt(aa * bb);
      least = Double.isNaN(cosine) ? -1 : Math.min(least, cosine);
    }
    return least;
  }

  private static double difference(float[][] a, float[][] b) {
    double greatest = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(masked(a[i]) - masked(b[i]));
      greatest = Double.isNaN(difference) ? 1 : Math.max(greatest, difference);
    }
    return greatest;
  }

  private static double masked(float[] logits) {
    return 1 / (1 + Math.exp((double) logits[0] - logits[1]));
  }
}
