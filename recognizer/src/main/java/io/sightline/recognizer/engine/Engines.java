package io.sightline.recognizer.engine;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.RecognitionConfig.Engine;
import io.sightline.contract.model.ModelBundle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Picks what runs a model: what the configuration names, or the best that there is. */
public final class Engines {
  private static final Logger LOG = LoggerFactory.getLogger(Engines.class);
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private Engines() {}

  /**
   * @param threads of one call on the CPU; 0 for one a core
   * @throws io.sightline.contract.model.ModelException when the model cannot be used
   * @throws EngineException when the engine that was asked for cannot be had
   */
  public static InferenceEngine load(ModelBundle model, RecognitionConfig config, int threads) {
    if (config.engine() == Engine.ONNXRUNTIME) {
      return new OnnxRuntimeEngine(model, threads);
    }
    Optional<String> missing = TensorRtLibrary.missing();
    if (config.engine() == Engine.TENSORRT) {
      missing.ifPresent(
          what -> {
            throw new EngineException(
                "recognition.engine is tensorrt, which cannot be had here: "
                    + what
                    + ". See docs/gpu.md, or set it to auto or onnxruntime",
                null);
          });
      return tensorRt(model, config);
    }
    if (missing.isPresent()) {
      tell(missing.get());
      return new OnnxRuntimeEngine(model, threads);
    }
    try {
      return tensorRt(model, config);
    } catch (EngineException | LinkageError e) {
      // A library of another version may lack a function, which shows when it is called.
      tell(e.getMessage());
      return new OnnxRuntimeEngine(model, threads);
    }
  }

  /** What this machine lacks to run models on a card; empty when it lacks nothing. */
  public static Optional<String> missingForGpu() {
    return TensorRtLibrary.missing();
  }

  private static InferenceEngine tensorRt(ModelBundle model, RecognitionConfig config) {
    return new TensorRtEngine(model, new EngineCache(Path.of(config.engineCache())));
  }

  /** Once a process. A build that was never meant for a card is no reason to warn. */
  private static void tell(String why) {
    if (TOLD.compareAndSet(false, true)) {
      if (TensorRtLibrary.isBuiltIn()) {
        LOG.warn("models run on the CPU: {}", why);
      } else {
        LOG.info("models run on the CPU: {}", why);
      }
    }
  }
}
