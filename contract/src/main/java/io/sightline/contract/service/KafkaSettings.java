package io.sightline.contract.service;

import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.wire.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings that all Kafka clients of an installation share. */
public record KafkaSettings(KafkaConfig config) {

  /** For any client. */
  public Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    config.properties().forEach((key, value) -> settings.put(key, value.value()));
    return settings;
  }

  /**
   * For a producer that loses and doubles nothing, which stands; the rest is as the operator has
   * it.
   */
  public Map<String, Object> producer() {
    Map<String, Object> settings = common();
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, 1 << 20);
    settings.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.LARGEST_REQUEST);
    return settings;
  }

  /**
   * For a consumer that reads what was committed, from the beginning, and commits nothing by
   * itself.
   */
  public Map<String, Object> consumer() {
    Map<String, Object> settings = common();
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    return settings;
  }

  /** The name of a consumer group, application or transaction of this installation. */
  public String name(String role) {
    return config.topicPrefix() + "sightline-" + role;
  }
}
