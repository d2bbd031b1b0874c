package io.sightline.recognizer.engine;

import static org.bytedeco.tensorrt.global.nvinfer.createInferBuilder;
import static org.bytedeco.tensorrt.global.nvonnxparser.createParser;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelInput;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.tensorrt.global.nvinfer.BuilderFlag;
import org.bytedeco.tensorrt.global.nvinfer.LayerType;
import org.bytedeco.tensorrt.global.nvinfer.MemoryPoolType;
import org.bytedeco.tensorrt.global.nvinfer.NetworkDefinitionCreationFlag;
import org.bytedeco.tensorrt.global.nvinfer.OptProfileSelector;
import org.bytedeco.tensorrt.nvinfer.Dims4;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.IBuilder;
import org.bytedeco.tensorrt.nvinfer.IBuilderConfig;
import org.bytedeco.tensorrt.nvinfer.IHostMemory;
import org.bytedeco.tensorrt.nvinfer.INetworkDefinition;
import org.bytedeco.tensorrt.nvinfer.IOptimizationProfile;
import org.bytedeco.tensorrt.nvinfer.ITensor;
import org.bytedeco.tensorrt.nvonnxparser.IParser;

/**
 * Builds a TensorRT engine of an ONNX file, which takes minutes. The network is strongly typed: its
 * precision is what the file says, so an fp16 engine comes of an fp16 file.
 */
final class TensorRtBuilder {
  private static final List<Integer> BATCHES = List.of(1, 8, 32, 128);

  /** Of the network's numbers and of how it is built: whoever changes this class, counts on. */
  static final String PRECISION = "strongly typed 1";

  private static final long WORKSPACE = 2L << 30;
  private static final TensorRtLog LOG = TensorRtLog.INSTANCE;

  private final ModelBundle model;

  TensorRtBuilder(ModelBundle model) {
    this.model = model;
  }

  /**
   * A profile for each: up to so many pictures, and quickest at that number. A detector gets one
   * picture a call, and memory for 128 of its size would be gigabytes.
   */
  static List<Integer> batches(ModelCard card) {
    return card.detector() == null ? BATCHES : List.of(1);
  }

  /** For the key. */
  static String profile(ModelCard card) {
    ModelInput input = card.input();
    return "b"
        + String.join("_", batches(card).stream().map(String::valueOf).toList())
        + "_"
        + input.width()
        + "x"
        + input.height();
  }

  /**
   * @throws EngineException with TensorRT's own words
   */
  byte[] build() {
    // The presets know no way to free the builder and what it makes (javacpp-presets issue 1699):
    // an engine is built once and kept.
    try (PointerScope scope = new PointerScope()) {
      IBuilder builder = LOG.made(createInferBuilder(LOG), "builder");
      INetworkDefinition network =
          LOG.made(
              builder.createNetworkV2(1 << NetworkDefinitionCreationFlag.kSTRONGLY_TYPED.value),
              "network");
      parse(network);
      IBuilderConfig config = LOG.made(builder.createBuilderConfig(), "configuration");
      config.setMemoryPoolLimit(MemoryPoolType.kWORKSPACE, WORKSPACE);
      if (sampled(network)) {
        // Places in a picture want more digits than the tensor cores have, as all fp32 may use.
        config.clearFlag(BuilderFlag.kTF32);
      }
      addProfiles(builder, network, config);
      IHostMemory engine = builder.buildSerializedNetwork(network, config);
      if (engine == null || engine.isNull()) {
        throw LOG.failure("no engine could be built of " + model.onnx());
      }
      byte[] bytes = new byte[Math.toIntExact(engine.size())];
      new BytePointer(engine.data()).capacity(engine.size()).get(bytes);
      return bytes;
    }
  }

  private void parse(INetworkDefinition network) {
    byte[] onnx;
    try {
      Optional<byte[]> wide = WideWeights.of(model.onnx());
      onnx = wide.isPresent() ? wide.get() : Files.readAllBytes(model.onnx());
    } catch (IOException e) {
      throw new EngineException("model " + model.onnx() + " cannot be read: " + e, e);
    }
    IParser parser = LOG.made(createParser(network, LOG), "parser");
    try (BytePointer bytes = new BytePointer(onnx)) {
      if (!parser.parse(bytes, onnx.length)) {
        StringJoiner errors = new StringJoiner("; ");
        for (int i = 0; i < parser.getNbErrors(); i++) {
          errors.add(parser.getError(i).desc());
        }
        throw LOG.failure("TensorRT does not take " + model.onnx() + ": " + errors);
      }
    }
  }

  private static boolean sampled(INetworkDefinition network) {
    return IntStream.range(0, network.getNbLayers())
        .anyMatch(i -> network.getLayer(i).getType().value == LayerType.kGRID_SAMPLE.value);
  }

  /** None for a network whose input is fixed. */
  private void addProfiles(IBuilder builder, INetworkDefinition network, IBuilderConfig config) {
    if (network.getNbInputs() != 1) {
      throw new EngineException(
          "model " + model.onnx() + " has " + network.getNbInputs() + " inputs, not one", null);
    }
    ModelInput input = model.card().input();
    Dims64 fixed = fixSize(network.getInput(0), input);
    if (IntStream.range(0, fixed.nbDims()).allMatch(i -> fixed.d(i) >= 0)) {
      return;
    }
    for (int batch : fixed.d(0) < 0 ? batches(model.card()) : List.of((int) fixed.d(0))) {
      IOptimizationProfile profile = builder.createOptimizationProfile();
      dimensions(profile, OptProfileSelector.kMIN, input, fixed.d(0) < 0 ? 1 : batch);
      dimensions(profile, OptProfileSelector.kOPT, input, batch);
      dimensions(profile, OptProfileSelector.kMAX, input, batch);
      if (config.addOptimizationProfile(profile) < 0) {
        throw LOG.failure("batches of " + batch + " make no profile for " + model.onnx());
      }
    }
  }

  /**
   * Of pictures that may have any size, the card's is meant: else the outputs would have none that
   * is known before a call.
   *
   * @return what dimensions the input has now
   */
  private static Dims64 fixSize(ITensor tensor, ModelInput input) {
    Dims64 declared = tensor.getDimensions();
    if (declared.nbDims() != 4 || declared.d(2) >= 0 && declared.d(3) >= 0) {
      return declared;
    }
    tensor.setDimensions(new Dims4(declared.d(0), 3, input.height(), input.width()));
    return tensor.getDimensions();
  }

  private void dimensions(
      IOptimizationProfile profile, OptProfileSelector which, ModelInput input, int batch) {
    Dims4 shape = new Dims4(batch, 3, input.height(), input.width());
    if (!profile.setDimensions(input.tensor(), which, shape)) {
      throw LOG.failure("input " + input.tensor() + " of " + model.onnx() + " takes no profile");
    }
  }
}
