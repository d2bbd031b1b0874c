package io.sightline.contract.config;

import io.sightline.contract.wire.Topics;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The whole configuration: one file for all services, each reads its part. Every key is described
 * in {@code sightline-reference.yaml}.
 *
 * @param cameras by id, in the file's order
 */
public record SightlineConfig(
    KafkaConfig kafka,
    ElasticsearchConfig elasticsearch,
    CaptureConfig capture,
    Map<String, CameraConfig> cameras,
    RecognitionConfig recognition,
    SightingsConfig sightings,
    ApiConfig api,
    AdminConfig admin,
    RetentionConfig retention) {

  public SightlineConfig {
    kafka = kafka == null ? new KafkaConfig(null, null, null, null, null, null) : kafka;
    elasticsearch =
        elasticsearch == null ? new ElasticsearchConfig(null, null, null, null) : elasticsearch;
    capture = capture == null ? new CaptureConfig(null, null, null, null, null) : capture;
    cameras = cameras == null ? Map.of() : new LinkedHashMap<>(cameras);
    recognition =
        recognition == null
            ? new RecognitionConfig(
                null, null, null, null, null, null, null, null, null, null, null, null, null)
            : recognition;
    sightings = sightings == null ? new SightingsConfig(null, null, null) : sightings;
    api = api == null ? new ApiConfig(null, null, null) : api;
    admin = admin == null ? new AdminConfig(null, null, null, null) : admin;
    retention = retention == null ? new RetentionConfig(null, null, null, null) : retention;
    Problems problems = new Problems();
    for (String id : cameras.keySet()) {
      problems.check(
          "cameras." + id,
          id.matches("[A-Za-z0-9_-]{1,64}"),
          "a camera's id has 1 to 64 letters, digits, '_' or '-'");
    }
    problems.check(
        "kafka.frames_prefix",
        cameras.isEmpty() || kafka.framesPrefix().equals(kafka.topicPrefix()),
        "an installation that reads another's frames has no cameras of its own");
    problems.raise();
  }

  /** The topics of this installation. */
  public Topics topics() {
    return new Topics(
        kafka.topicPrefix(),
        kafka.framesPrefix(),
        kafka.partitions(),
        retention.frames(),
        retention.frameBytes(),
        retention.matched());
  }
}
