package io.sightline.recognizer.face;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelFolder;
import io.sightline.contract.model.Thresholds;
import io.sightline.recognizer.card.Card;
import io.sightline.recognizer.engine.Engines;
import io.sightline.recognizer.engine.InferenceEngine;
import io.sightline.recognizer.engine.TensorRtEngine;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two models, loaded and checked. Thread-safe; each thread that observes faces takes an
 * observer of its own.
 */
public final class Recogniser implements AutoCloseable {
  private final RecognitionConfig config;
  private final ModelFolder folder;
  private final ModelCard detectorCard;
  private final ModelCard recogniserCard;
  private final InferenceEngine detector;
  private final InferenceEngine recogniser;
  private final Optional<Card> card;
  private final StageTimes times = new StageTimes();

  /**
   * @throws io.sightline.contract.model.ModelException when a model is missing, is not what its
   *     card says, or does not load
   */
  public Recogniser(RecognitionConfig config) {
    this(config, 1);
  }

  /**
   * @param engineThreads of one engine call on the CPU. Small networks gain little from a second
   *     core; several observers at work at the same time gain all of it
   */
  public Recogniser(RecognitionConfig config, int engineThreads) {
    this.config = config;
    folder = ModelFolder.named(config.models());
    ModelBundle detectorModel = folder.detector(config.detector());
    ModelBundle recogniserModel = folder.recogniser(config.recogniser());
    this.detectorCard = detectorModel.card();
    this.recogniserCard = recogniserModel.card();
    this.detector = Engines.load(detectorModel, config, engineThreads);
    try {
      this.recogniser = Engines.load(recogniserModel, config, engineThreads);
    } catch (RuntimeException e) {
      detector.close();
      throw e;
    }
    boolean onCard = detector instanceof TensorRtEngine || recogniser instanceof TensorRtEngine;
    this.card = onCard ? Card.open() : Optional.empty();
  }

  /** An observer for one thread, which closes it. */
  public FaceObserver observer() {
    double threshold =
        config.detectionThreshold() == null
            ? detectorCard.detector().scoreThreshold()
            : config.detectionThreshold();
    return new FaceObserver(
        new FaceDetector(pictures(), detectorCard, (float) threshold, config.minFace()),
        embedder(),
        times);
  }

  /** Pictures are prepared where the network runs. */
  private PictureOpener pictures() {
    return card.isPresent() && detector instanceof TensorRtEngine there
        ? new CardPictures(card.get(), there, detectorCard.input())
        : new HostPictures(detector, detectorCard.input());
  }

  /** An embedder of aligned crops for one thread, which closes it. */
  public FaceEmbedder embedder() {
    return card.isPresent() && recogniser instanceof TensorRtEngine there
        ? new FaceEmbedder(
            new CardNetwork(card.get(), there, recogniserCard.input()),
            recogniserCard,
            there.fullBatch())
        : new FaceEmbedder(recogniser, recogniserCard);
  }

  /** Brings enrolments into its embedding space; for one thread, which closes it. */
  public Reembedder reembedder() {
    return new Reembedder(embedder(), space());
  }

  /** As many observers as the configuration allows to work at the same time. */
  public List<FaceObserver> observers() {
    int workers =
        config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads();
    return Stream.generate(this::observer).limit(workers).toList();
  }

  /** The detector's network alone, for one thread. */
  public BareNetwork bareDetector() {
    return new BareNetwork(detector, detectorCard.input(), 1);
  }

  /** The recogniser's network alone, for one thread. */
  public BareNetwork bareRecogniser() {
    return new BareNetwork(recogniser, recogniserCard.input(), FaceEmbedder.capacity(recogniser));
  }

  /** Where the models come from. */
  public ModelFolder folder() {
    return folder;
  }

  /** Id of the detector's model. */
  public String detectorId() {
    return detectorCard.id();
  }

  /** Id of the recogniser's model, the embedding space. */
  public String space() {
    return recogniserCard.id();
  }

  /** Length of an embedding. */
  public int embeddingSize() {
    return recogniserCard.recogniser().size();
  }

  /** The similarities that names need: the configured one, or the card's. */
  public Thresholds thresholds() {
    return Thresholds.of(
        recogniserCard.recogniser(), Optional.ofNullable(config.similarityThreshold()));
  }

  /** For reports: what runs the models. */
  public String engine() {
    return recogniser.describe();
  }

  /** For reports: what decodes, scales and cuts pictures. */
  public String preparation() {
    return card.map(there -> "the card, JPEGs by " + there.decoder()).orElse("OpenCV");
  }

  /** Where the time of all its observers goes. */
  public StageTimes times() {
    return times;
  }

  @Override
  public void close() {
    card.ifPresent(Card::close);
    detector.close();
    recogniser.close();
  }
}
