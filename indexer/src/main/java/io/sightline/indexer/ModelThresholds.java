package io.sightline.indexer;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelFolder;
import io.sightline.contract.model.Thresholds;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The thresholds of the model in use, read when they are first needed: an indexer without models
 * works, and only cannot look back. Thread-safe.
 */
final class ModelThresholds implements Supplier<ModelThresholds.Known> {
  private final RecognitionConfig config;
  private Known known;

  /**
   * @param space of the embeddings that they are for; empty when a similarity was set by hand and
   *     no model is at hand
   */
  record Known(Thresholds thresholds, Optional<String> space) {}

  ModelThresholds(RecognitionConfig config) {
    this.config = config;
  }

  /**
   * @throws ModelException when neither a model nor a similarity is at hand
   */
  @Override
  public synchronized Known get() {
    if (known == null) {
      known = read();
    }
    return known;
  }

  private Known read() {
    Optional<Double> chosen = Optional.ofNullable(config.similarityThreshold());
    try {
      ModelCard card = ModelFolder.named(config.models()).recogniser(config.recogniser()).card();
      return new Known(Thresholds.of(card.recogniser(), chosen), Optional.of(card.id()));
    } catch (ModelException e) {
      double similarity = chosen.orElseThrow(() -> e);
      return new Known(Thresholds.fixed((float) similarity), Optional.empty());
    }
  }
}
