package io.sightline.recognizer.engine;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelInput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Microsoft's ONNX Runtime on the CPU. */
public final class OnnxRuntimeEngine implements InferenceEngine {
  private final OrtEnvironment environment = OrtLibrary.load();
  private final ModelBundle model;
  private final OrtSession session;
  private final Set<String> outputs;
  private final boolean oneAtATime;

  /**
   * @param threads for one call; 0 for one a core
   * @throws ModelException when the model does not load or its card does not fit it
   */
  public OnnxRuntimeEngine(ModelBundle model, int threads) {
    this.model = model;
    this.outputs = Set.copyOf(model.card().outputs());
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(
          threads == 0 ? Runtime.getRuntime().availableProcessors() : threads);
      // Waiting threads sleep: the cores belong to the decoders too.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      Optional<byte[]> wide = WideWeights.of(model.onnx());
      session =
          wide.isPresent()
              ? environment.createSession(wide.get(), options)
              : environment.createSession(model.onnx().toString(), options);
    } catch (OrtException | IOException e) {
      throw new ModelException("model " + model.onnx() + " does not load: " + e.getMessage(), e);
    }
    try {
      ModelSignature signature =
          new ModelSignature(shapes(session.getInputInfo()), shapes(session.getOutputInfo()));
      signature.check(model);
      oneAtATime = signature.oneAtATime(model);
    } catch (OrtException | RuntimeException e) {
      close();
      throw e instanceof ModelException m
          ? m
          : new ModelException("model " + model.onnx() + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, long[]> shapes(Map<String, NodeInfo> nodes) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    nodes.forEach(
        (name, node) -> {
          // What is no tensor of floats is none that a card may name.
          if (node.getInfo() instanceof TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT) {
            shapes.put(name, tensor.getShape());
          }
        });
    return shapes;
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
        OrtSession.Result result = session.run(Map.of(shape.tensor(), tensor), this.outputs)) {
      for (var output : result) {
        FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
        int rows = values.remaining() / step;
        float[] all = outputs.computeIfAbsent(output.getKey(), name -> new float[rows * batch]);
        values.get(all, at * rows, values.remaining());
      }
    }
  }

  /** A call uses the threads it was given, few of many: calls beside each other use all cores. */
  @Override
  public int fullBatch() {
    return 1;
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
