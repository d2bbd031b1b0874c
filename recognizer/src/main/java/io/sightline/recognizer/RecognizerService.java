package io.sightline.recognizer;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.service.Health;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Namesake;
import io.sightline.contract.service.Parts;
import io.sightline.contract.service.Service;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.face.Recogniser;
import io.sightline.recognizer.face.Reembedder;
import io.sightline.recognizer.match.EnrollmentFeed;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.ListMatcher;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.sighting.AlertTopology;
import io.sightline.recognizer.sighting.SightingTopology;
import io.sightline.recognizer.sighting.TopologyStream;
import io.sightline.recognizer.stream.FrameRecogniser;
import io.sightline.recognizer.stream.PhotoLoop;
import io.sightline.recognizer.stream.RecognitionLoop;
import io.sightline.recognizer.stream.Sessions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frames to faces to sightings to alerts, and photos to faces. */
public final class RecognizerService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(RecognizerService.class);

  private final SightlineConfig config;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Parts parts = new Parts();
  private final Namesake namesake;
  private volatile Recogniser recogniser;
  private final Map<String, Supplier<String>> troubles = new ConcurrentHashMap<>();
  private volatile RecognitionLoop loop;
  private volatile TopologyStream sightings;
  private volatile TopologyStream alerts;

  public RecognizerService(SightlineConfig config) {
    this.config = config;
    this.namesake = new Namesake(config.recognition().instance(), "recognition.instance");
  }

  @Override
  public String name() {
    return "recognizer";
  }

  @Override
  public void start() throws InterruptedException {
    recogniser = parts.begin(new Recogniser(config.recognition()));
    tellModels();
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    Topics topics = config.topics();
    try (Admin admin = Admin.create(kafka.common())) {
      TopicAdmin.ensure(admin, topics.all(), config.kafka().replication().shortValue());
    }
    Gallery gallery = parts.begin(gallery());
    Reembedder reembedder = parts.begin(recogniser.reembedder());
    EnrollmentFeed feed =
        parts.begin(new EnrollmentFeed(kafka, topics, gallery, reembedder, registry));
    feed.start();
    tellGallery(gallery, reembedder);
    troubles.put("enrollments", feed::trouble);
    Thresholds thresholds = thresholds();
    Matcher matcher = new Matcher(gallery, thresholds, config.matching().falseMatchRate());
    sightings =
        parts.begin(
            new TopologyStream(
                config,
                "sightings",
                SightingTopology.build(topics, config.sightings(), matcher, thresholds, registry),
                namesake));
    sightings.start();
    alerts =
        parts.begin(
            new TopologyStream(
                config,
                "alerts",
                AlertTopology.build(
                    topics,
                    new ListMatcher(gallery, thresholds),
                    config.retention().matched(),
                    registry),
                namesake));
    alerts.start();
    PhotoLoop photos = parts.begin(new PhotoLoop(kafka, topics, namesake, recogniser.observer()));
    photos.start();
    troubles.put("photos", photos::trouble);
    loop =
        parts.begin(
            new RecognitionLoop(new Sessions(config, this::frameRecogniser, registry), namesake));
    loop.start();
    troubles.put("recognition", loop::trouble);
  }

  /** Who wants the models on the CPU wants the card left alone. */
  private Gallery gallery() {
    String space = recogniser.space();
    int size = recogniser.embeddingSize();
    return config.recognition().engine() == RecognitionConfig.Engine.ONNXRUNTIME
        ? new Gallery(space, size, config.matching().scan())
        : Gallery.withCard(space, size, config.matching().scan());
  }

  private void tellModels() {
    LOG.info(
        "models {} and {} ({}) on {}",
        recogniser.detectorId(),
        recogniser.space(),
        recogniser.folder().describe(),
        recogniser.engine());
    if (recogniser.folder().bundled()) {
      LOG.warn(
          "the bundled models were trained on rendered faces: for demonstration and tests, not for"
              + " people. docs/models.md says how to get others");
    }
  }

  private void tellGallery(Gallery gallery, Reembedder reembedder) {
    if (reembedder.moved() > 0) {
      LOG.info(
          "{} templates of other recognisers were embedded anew with {}; looking back goes by them"
              + " as they were enrolled",
          reembedder.moved(),
          recogniser.space());
    }
    if (gallery.setAside() > 0) {
      LOG.warn("{} templates cannot be compared with and are set aside", gallery.setAside());
    }
  }

  private Thresholds thresholds() {
    Thresholds thresholds = recogniser.thresholds();
    if (!thresholds.measured()) {
      LOG.warn(
          "one similarity, {}, decides on every name: {}. It stands for no false-match rate",
          thresholds.at(MaskPairing.UNKNOWN, 0.5, 1).similarity(),
          config.recognition().similarityThreshold() == null
              ? "the card of " + recogniser.space() + " has no measured thresholds"
              : "recognition.similarity_threshold is set");
    }
    return thresholds;
  }

  private FrameRecogniser frameRecogniser() {
    return new FrameRecogniser(recogniser.observers(), recogniser.detectorId());
  }

  /** For reports: what runs the models; empty before the start. */
  public String engine() {
    return recogniser == null ? "" : recogniser.engine();
  }

  /** For reports: detector and recogniser; empty before the start. */
  public java.util.List<String> models() {
    return recogniser == null
        ? java.util.List.of()
        : java.util.List.of(recogniser.detectorId(), recogniser.space());
  }

  @Override
  public Health health() {
    if (loop == null) {
      return Health.down("starting");
    }
    for (Map.Entry<String, Supplier<String>> part : troubles.entrySet()) {
      String trouble = part.getValue().get();
      if (!trouble.isEmpty()) {
        return Health.down(part.getKey() + ": " + trouble);
      }
    }
    if (!sightings.running()) {
      return Health.down("sightings: " + sightings.state());
    }
    return alerts.running() ? Health.ok() : Health.down("alerts: " + alerts.state());
  }

  @Override
  public String ended() {
    return namesake.found();
  }

  @Override
  public PrometheusMeterRegistry metrics() {
    return registry;
  }

  /** The last begun ends first. */
  @Override
  public void close() {
    parts.close();
  }
}
