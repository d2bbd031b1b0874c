package io.sightline.ingest;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.MetadataRecoveryStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the producers of frames are set up where the operator has set nothing: what stands under
 * {@code kafka.properties} is given to them as it is, except that it does not hold up live cameras.
 */
final class ProducerSettings {
  static final long WAITING_BYTES = 64L << 20;

  /** How long a camera's thread may be held up when Kafka takes nothing more. */
  private static final int MAX_BLOCK_MS = 100;

  /**
   * Older frames of a live camera are of no use: the recognizer sheds what is some seconds behind,
   * and while they wait they take the place of newer ones.
   */
  private static final Duration DELIVERY = Duration.ofSeconds(15);

  private static final Duration REQUEST = Duration.ofSeconds(10);

  private ProducerSettings() {}

  /**
   * @param settings of a producer that loses and doubles nothing
   */
  static Map<String, Object> live(Map<String, Object> settings) {
    Map<String, Object> own = file(settings);
    own.computeIfPresent(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, (key, set) -> atMost(set, MAX_BLOCK_MS));
    // Kafka refuses a delivery that is shorter than a request: who sets one of them sets both.
    if (!settings.containsKey(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)
        && !settings.containsKey(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
      own.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
      own.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) REQUEST.toMillis());
    }
    return own;
  }

  /** What stands there is for all of Kafka's clients, and others may well wait for a minute. */
  private static Object atMost(Object set, long limit) {
    try {
      return Math.min(limit, Long.parseLong(set.toString().trim()));
    } catch (NumberFormatException e) {
      return set; // Kafka says what is wrong with it.
    }
  }

  /** For files that are played fast: they wait for Kafka, as long as Kafka's clients do. */
  static Map<String, Object> file(Map<String, Object> settings) {
    Map<String, Object> own = new HashMap<>(settings);
    own.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, WAITING_BYTES);
    own.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    // The topic of states is seldom written to, and asking for it anew would take too long.
    own.putIfAbsent(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
    // Or it forgets all topics as soon as no broker answers, and frames are turned away at once,
    // not kept over a restart of the broker's.
    own.putIfAbsent(
        CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, MetadataRecoveryStrategy.NONE.name);
    return own;
  }
}
