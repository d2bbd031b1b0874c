package io.sightline.recognizer;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import java.util.Map;

/** Configurations for tests. */
public final class RecognizerConfigs {

  private RecognizerConfigs() {}

  public static RecognitionConfig recognition(String models, String detector) {
    return config(yaml("127.0.0.1:1", "", models, detector, "")).recognition();
  }

  static SightlineConfig config(String yaml) {
    return ConfigLoader.parse(yaml, "test", Map.of());
  }

  static String yaml(String kafka, String prefix, String models, String detector, String state) {
    return """
        kafka: { bootstrap_servers: "%s", topic_prefix: "%s", partitions: 3 }
        recognition: { instance: one, models: "%s", detector: "%s", threads: 1, mode: replay, state_folder: "%s", batch: { max: 8, wait: 20ms } }
        sightings: { confirm_frames: 2, absence: 1s }
        admin: { recognizer: 0 }
        """
        .formatted(kafka, prefix, models, detector, state);
  }
}
