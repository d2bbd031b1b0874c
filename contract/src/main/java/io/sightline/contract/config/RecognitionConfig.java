package io.sightline.contract.config;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Detection and recognition. Key {@code recognition}.
 *
 * @param instance of the recognizer, the same after a restart; the host's name when not given
 * @param models folder with the models and their cards
 * @param detector id of the detector to use; empty when the folder leaves no choice
 * @param recogniser id of the recogniser to use; empty when the folder leaves no choice
 * @param engine what runs the models
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
    Integer threads,
    Integer minFace,
    Double detectionThreshold,
    Double similarityThreshold,
    BatchConfig batch) {

  /** {@code AUTO}: the best that this machine can run. */
  public enum Engine {
    AUTO,
    ONNXRUNTIME
  }

  public RecognitionConfig {
    instance = instance == null ? hostName() : instance;
    models = models == null ? "models" : models;
    detector = detector == null ? "" : detector;
    recogniser = recogniser == null ? "" : recogniser;
    engine = engine == null ? Engine.AUTO : engine;
    threads = threads == null ? 0 : threads;
    minFace = minFace == null ? 40 : minFace;
    batch = batch == null ? new BatchConfig(null, null) : batch;
    Problems problems =
        new Problems()
            .check(
                "instance",
                instance.matches("[A-Za-z0-9._-]{1,64}"),
                "may hold letters, digits, '.', '_' and '-'")
            .required("models", models)
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

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "local";
    }
  }
}
