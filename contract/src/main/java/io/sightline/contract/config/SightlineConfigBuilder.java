package io.sightline.contract.config;

import java.util.Map;

/** Makes a configuration in code; what is not set is as it was. Not thread-safe. */
public final class SightlineConfigBuilder {
  private final SightlineConfig from;
  private KafkaConfig kafka;
  private ElasticsearchConfig elasticsearch;
  private CaptureConfig capture;
  private Map<String, CameraConfig> cameras;
  private RecognitionConfig recognition;
  private SightingsConfig sightings;
  private ApiConfig api;
  private AdminConfig admin;

  SightlineConfigBuilder(SightlineConfig from) {
    this.from = from;
    kafka = from.kafka();
    elasticsearch = from.elasticsearch();
    capture = from.capture();
    cameras = from.cameras();
    recognition = from.recognition();
    sightings = from.sightings();
    api = from.api();
    admin = from.admin();
  }

  public SightlineConfigBuilder kafka(KafkaConfig value) {
    kafka = value;
    return this;
  }

  public SightlineConfigBuilder elasticsearch(ElasticsearchConfig value) {
    elasticsearch = value;
    return this;
  }

  public SightlineConfigBuilder capture(CaptureConfig value) {
    capture = value;
    return this;
  }

  public SightlineConfigBuilder cameras(Map<String, CameraConfig> value) {
    cameras = value;
    return this;
  }

  public SightlineConfigBuilder recognition(RecognitionConfig value) {
    recognition = value;
    return this;
  }

  public SightlineConfigBuilder sightings(SightingsConfig value) {
    sightings = value;
    return this;
  }

  public SightlineConfigBuilder api(ApiConfig value) {
    api = value;
    return this;
  }

  public SightlineConfigBuilder admin(AdminConfig value) {
    admin = value;
    return this;
  }

  /**
   * @throws ConfigException naming all that does not go together
   */
  public SightlineConfig build() {
    return new SightlineConfig(
        kafka,
        elasticsearch,
        capture,
        cameras,
        recognition,
        sightings,
        api,
        admin,
        from.retention(),
        from.matching(),
        from.watchlists(),
        from.channels());
  }
}
