package io.sightline.contract.wire;

import java.util.Map;

/**
 * A topic and how it must be configured.
 *
 * @param name with the installation's prefix
 * @param config Kafka's topic configuration
 */
public record Topic(String name, int partitions, Map<String, String> config) {

  public Topic {
    config = Map.copyOf(config);
  }
}
