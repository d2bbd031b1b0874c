package io.sightline.contract.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Detection and recognition. Key {@code recognition}.
 *
 * @param instance of the recognizer, the same after a restart; the host's name when not given
 * @param models folder with the models and their cards; {@code bundled} for those in the box; empty
 *     for folder {@code models} where there is one, else those in the box
 * @param detector id of the detector to use; empty when the folder leaves no choice
 * @param recogniser id of the recogniser to use; empty when the folder leaves no choice
 * @param engine what runs the models
 * @param engineCache folder for engines that were built for this machine's card
 * @param stateFolder folder for what the stages of sightings and alerts remember; Kafka has it, too
 * @param mode whether frames may be dropped to keep up
 * @param lagBudget how long after it was published a frame of a live camera may still wait; a
 *     camera that is further behind keeps its newest frames, and the others are dropped and counted
 * @param threads frames that are recognised at the same time, 0 for one a core
 * @param minFace smaller faces (shorter side of the box, pixels) are not observed
 * @param detectionThreshold detection score to reach; the model card's when not given
 * @param similarityThreshold cosine to reach for a name; the model card's when not given
 */
public record RecognitionConfig(
    String instance,
    String models,
    String detector,
    String recogniser,
    Engine engine,
    String engineCache,
    String stateFolder,
    Mode mode,
    Duration lagBudget,
    Integer threads,
    Integer minFace,
    Double detectionThreshold,
    Double similarityThreshold,
    BatchConfig batch) {

  /** {@code AUTO}: the best that this machine can run. */
  public enum Engine {
    AUTO,
    ONNXRUNTIME,
    TENSORRT
  }

  /** {@code REPLAY}: every frame is recognised, however late. */
  public enum Mode {
    LIVE,
    REPLAY
  }

  public RecognitionConfig {
    instance = instance == null ? hostName() : instance;
    models = models == null ? "" : models;
    detector = detector == null ? "" : detector;
    recogniser = recogniser == null ? "" : recogniser;
    engine = engine == null ? Engine.AUTO : engine;
    engineCache =
        engineCache == null || engineCache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache", "sightline", "engines").toString()
            : engineCache;
    stateFolder =
        stateFolder == null || stateFolder.isBlank()
            ? System.getProperty("java.io.tmpdir")
            : stateFolder;
    mode = mode == null ? Mode.LIVE : mode;
    lagBudget = lagBudget == null ? Duration.ofSeconds(2) : lagBudget;
    threads = threads == null ? 0 : threads;
    minFace = minFace == null ? 40 : minFace;
    batch = batch == null ? new BatchConfig(null, null) : batch;
    Problems problems =
        new Problems()
            .check(
                "instance",
                instance.matches("[A-Za-z0-9._-]{1,64}"),
                "may hold letters, digits, '.', '_' and '-'")
            .range("lag_budget", lagBudget.toMillis() / 1000.0, 0.1, 86_400)
            .range("threads", threads, 0, 1024)
            .range("min_face", minFace, 1, 4096);
    if (detectionThreshold != null) {
      problems.range("detection_threshold", detectionThreshold, 0, 1);
    }
    if (similarityThreshold != null) {
      problems.range("similarity_threshold", similarityThreshold, -1, 1);
    }
    problems.raise();
  }

  static RecognitionConfig defaults() {
    return new RecognitionConfig(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null);
  }

  /** Makes another one from this. */
  public RecognitionConfigBuilder change() {
    return new RecognitionConfigBuilder(this);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "local";
    }
  }
}
