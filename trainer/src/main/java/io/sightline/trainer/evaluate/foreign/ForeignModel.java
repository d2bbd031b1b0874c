package io.sightline.trainer.evaluate.foreign;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sightline.contract.model.ModelException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What running a foreign model once, on a black picture, tells of it.
 *
 * @param tensor name of its input
 * @param width of its pictures
 * @param height of its pictures
 * @param open whether the model takes pictures of other sizes too
 * @param outputs shapes for one picture by name, in the model's order
 */
record ForeignModel(
    String tensor, int width, int height, boolean open, Map<String, long[]> outputs) {
  /** From so many outputs on it is a detector; those are fed larger pictures. */
  private static final int DETECTOR_OUTPUTS = 4;

  private static final int[] DETECTOR_SIZE = {640, 640};
  private static final int[] RECOGNISER_SIZE = {112, 112};

  /**
   * @param size width and height for a model that leaves them open; null for the usual ones
   * @throws ModelException when it is no model that takes pictures; says why
   */
  static ForeignModel read(Path onnx, int[] size) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        OrtSession session = environment.createSession(onnx.toString(), options)) {
      String tensor = onlyInput(onnx, session);
      TensorInfo info = (TensorInfo) session.getInputInfo().get(tensor).getInfo();
      long[] shape = pictures(onnx, tensor, info);
      int[] usual = session.getNumOutputs() >= DETECTOR_OUTPUTS ? DETECTOR_SIZE : RECOGNISER_SIZE;
      int[] wanted = size == null ? usual : size;
      int width = side(onnx, shape[3], wanted[0], size != null);
      int height = side(onnx, shape[2], wanted[1], size != null);
      boolean open = shape[2] < 0 || shape[3] < 0;
      Map<String, long[]> outputs = run(environment, session, tensor, width, height);
      return new ForeignModel(tensor, width, height, open, outputs);
    } catch (OrtException e) {
      throw new ModelException(onnx + " does not run in ONNX Runtime: " + e.getMessage(), e);
    }
  }

  private static String onlyInput(Path onnx, OrtSession session) {
    if (session.getInputNames().size() != 1) {
      throw new ModelException(
          onnx + " has " + session.getInputNames() + " as inputs; needed is one, a picture");
    }
    return session.getInputNames().iterator().next();
  }

  private static long[] pictures(Path onnx, String tensor, TensorInfo info) {
    long[] shape = info.getShape();
    String is = onnx + " takes " + tensor + " " + Arrays.toString(shape) + " of " + info.type;
    if (shape.length == 4 && shape[3] == 3 && shape[1] != 3) {
      throw new ModelException(is + ": channels last; needed is [batch, 3, height, width]");
    }
    if (info.type != OnnxJavaType.FLOAT
        || shape.length != 4
        || shape[1] >= 0 && shape[1] != 3
        || shape[0] > 1) {
      throw new ModelException(
          is + "; needed are 32-bit floats [batch, 3, height, width], batch open or 1");
    }
    return shape;
  }

  private static int side(Path onnx, long fixed, int wanted, boolean asked) {
    if (fixed > 0 && asked && fixed != wanted) {
      throw new ModelException(
          onnx + " takes pictures of side " + fixed + "; --size says " + wanted);
    }
    return fixed > 0 ? (int) fixed : wanted;
  }

  private static Map<String, long[]> run(
      OrtEnvironment environment, OrtSession session, String tensor, int width, int height)
      throws OrtException {
    FloatBuffer black = FloatBuffer.allocate(3 * width * height);
    Map<String, long[]> shapes = new LinkedHashMap<>();
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, black, new long[] {1, 3, height, width});
        OrtSession.Result result = session.run(Map.of(tensor, input))) {
      for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
        if (result.get(output.getKey()).orElseThrow() instanceof OnnxTensor given) {
          shapes.put(output.getKey(), given.getInfo().getShape());
        }
      }
    }
    return shapes;
  }

  /** Numbers in a row of an output. */
  long last(String output) {
    long[] shape = outputs.get(output);
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  /** Rows of an output. */
  long rows(String output) {
    return Arrays.stream(outputs.get(output)).reduce(1, (a, b) -> a * b) / last(output);
  }

  /** For messages: the outputs with their shapes. */
  String describe() {
    StringBuilder text = new StringBuilder();
    outputs.forEach(
        (name, shape) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(' ')
                .append(Arrays.toString(shape)));
    return text.toString();
  }
}
