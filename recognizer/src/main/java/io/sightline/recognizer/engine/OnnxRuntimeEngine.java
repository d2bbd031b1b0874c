package io.sightline.recognizer.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelInput;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/** Microsoft's ONNX Runtime on the CPU. */
public final class OnnxRuntimeEngine implements InferenceEngine {
  private final OrtEnvironment environment = OrtLibrary.load();
  private final ModelBundle model;
  private final OrtSession session;
  private final boolean oneAtATime;

  /**
   * @param threads for one call; 0 for one a core
   * @throws ModelException when the model does not load or its card does not fit it
   */
  public OnnxRuntimeEngine(ModelBundle model, int threads) {
    this.model = model;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(
          threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
      // Waiting threads sleep: the cores belong to the decoders too.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      session = environment.createSession(model.onnx().toString(), options);
    } catch (OrtException e) {
      throw new ModelException("model " + model.onnx() + " does not load: " + e.getMessage(), e);
    }
    try {
      oneAtATime = checkInput() == 1;
      checkOutputs();
    } catch (OrtException | RuntimeException e) {
      close();
      throw e instanceof ModelException m
          ? m
          : new ModelException("model " + model.onnx() + ": " + e.getMessage(), e);
    }
  }

  /** Returns the model's batch size, -1 when it takes any. */
  private long checkInput() throws OrtException {
    ModelInput input = model.card().input();
    NodeInfo node = session.getInputInfo().get(input.tensor());
    if (node == null) {
      throw lies(
          "input.tensor is "
              + input.tensor()
              + ", the model's inputs are "
              + session.getInputNames());
    }
    long[] shape = ((TensorInfo) node.getInfo()).getShape();
    long[] wanted = {-1, 3, input.height(), input.width()};
    boolean fits = shape.length == 4;
    for (int i = 1; fits && i < 4; i++) {
      fits = shape[i] == -1 || shape[i] == wanted[i];
    }
    if (!fits) {
      throw lies(
          "input is 3x"
              + input.height()
              + "x"
              + input.width()
              + ", the model takes "
              + java.util.Arrays.toString(shape));
    }
    return shape[0];
  }

  private void checkOutputs() throws OrtException {
    var detector = model.card().detector();
    var recogniser = model.card().recogniser();
    if (detector != null) {
      detector.outputs().forEach(this::checkOutput);
      return;
    }
    checkOutput(recogniser.embedding());
    recogniser.maskOutput().ifPresent(this::checkOutput);
    long[] shape =
        ((TensorInfo) session.getOutputInfo().get(recogniser.embedding()).getInfo()).getShape();
    long size = shape[shape.length - 1];
    if (size != -1 && size != recogniser.size()) {
      throw lies("recogniser.size is " + recogniser.size() + ", the model gives " + size);
    }
  }

  private void checkOutput(String name) {
    if (!session.getOutputNames().contains(name)) {
      throw lies("output " + name + " is not among the model's: " + session.getOutputNames());
    }
  }

  private ModelException lies(String how) {
    return new ModelException("the card of model " + model.onnx() + " does not fit it: " + how);
  }

  @Override
  public Map<String, float[]> run(FloatBuffer input, int batch) {
    int step = oneAtATime ? 1 : batch;
    int length = 3 * model.card().input().height() * model.card().input().width();
    Map<String, float[]> outputs = new HashMap<>();
    try {
      for (int at = 0; at < batch; at += step) {
        runStep(input.slice(at * length, step * length), step, at, batch, outputs);
      }
    } catch (OrtException e) {
      throw new EngineException(
          "ONNX Runtime failed on " + model.card().id() + ": " + e.getMessage(), e);
    }
    return outputs;
  }

  private void runStep(FloatBuffer input, int step, int at, int batch, Map<String, float[]> outputs)
      throws OrtException {
    ModelInput shape = model.card().input();
    long[] dimensions = {step, 3, shape.height(), shape.width()};
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, input, dimensions);
        OrtSession.Result result = session.run(Map.of(shape.tensor(), tensor))) {
      for (var output : result) {
        FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
        int rows = values.remaining() / step;
        float[] all = outputs.computeIfAbsent(output.getKey(), name -> new float[rows * batch]);
        values.get(all, at * rows, values.remaining());
      }
    }
  }

  @Override
  public String describe() {
    return "onnxruntime " + environment.getVersion();
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime does not close: " + e.getMessage(), e);
    }
  }
}
