package io.sightline.indexer;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelFolder;
import io.sightline.contract.model.Thresholds;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The thresholds of the model in use, read when they are first needed: an indexer without models
 * works, and only cannot look back.
 */
final class ModelThresholds implements Supplier<Thresholds> {
  private final RecognitionConfig config;
  private Thresholds thresholds;

  ModelThresholds(RecognitionConfig config) {
    this.config = config;
  }

  /**
   * @throws ModelException when neither a model nor a similarity is at hand
   */
  @Override
  public synchronized Thresholds get() {
    if (thresholds == null) {
      thresholds = read();
    }
    return thresholds;
  }

  private Thresholds read() {
    Optional<Double> chosen = Optional.ofNullable(config.similarityThreshold());
    if (chosen.isPresent()) {
      return Thresholds.fixed(chosen.get().floatValue());
    }
    return Thresholds.of(
        ModelFolder.named(config.models()).recogniser(config.recogniser()).card().recogniser(),
        chosen);
  }
}
