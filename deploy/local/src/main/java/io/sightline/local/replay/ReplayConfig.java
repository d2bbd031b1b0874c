package io.sightline.local.replay;

import io.sightline.contract.config.AdminConfig;
import io.sightline.contract.config.ApiConfig;
import io.sightline.contract.config.ElasticsearchConfig;
import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import java.nio.file.Path;

/**
 * The configuration of a replay: an installation of its own beside the live one. Every topic,
 * group, transaction and index bears its prefix; of the live installation it shares the topic
 * {@code frames}, which it reads. It has no cameras, and nobody is told anything.
 */
final class ReplayConfig {

  private ReplayConfig() {}

  /**
   * @param prefix small letters, digits and hyphens
   * @param models folder in place of the live one's; null for that
   * @param state folder for what its stages remember
   */
  static SightlineConfig of(SightlineConfig live, String prefix, Path models, Path state) {
    KafkaConfig k = live.kafka();
    ElasticsearchConfig e = live.elasticsearch();
    return new SightlineConfig(
        new KafkaConfig(
            k.bootstrapServers(),
            prefix + k.topicPrefix(),
            k.framesPrefix(),
            k.partitions(),
            k.replication(),
            k.properties()),
        new ElasticsearchConfig(e.url(), e.username(), e.password(), prefix + e.indexPrefix()),
        null,
        null,
        recognition(live.recognition(), models, state),
        live.sightings(),
        new ApiConfig("127.0.0.1", 0, live.api().keys()),
        AdminConfig.anyPorts(),
        live.retention(),
        live.matching(),
        null,
        null);
  }

  /** Another folder has models of other names. */
  private static RecognitionConfig recognition(RecognitionConfig r, Path models, Path state) {
    return new RecognitionConfig(
        r.instance(),
        models == null ? r.models() : models.toString(),
        models == null ? r.detector() : null,
        models == null ? r.recogniser() : null,
        r.engine(),
        r.engineCache(),
        state.toString(),
        RecognitionConfig.Mode.REPLAY,
        null,
        r.threads(),
        r.minFace(),
        r.detectionThreshold(),
        models == null ? r.similarityThreshold() : null,
        r.batch());
  }
}
