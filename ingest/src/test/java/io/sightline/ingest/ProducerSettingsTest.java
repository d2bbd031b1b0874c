package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.service.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {

  @Test
  void aLiveFrameDoesNotWaitForMinutes() {
    assertThat(read("").getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)).isEqualTo(15_000);
    assertThat(read("").getLong(ProducerConfig.BUFFER_MEMORY_CONFIG)).isEqualTo(64L << 20);
  }

  @Test
  void whatTheOperatorHasSetStands() {
    ProducerConfig set =
        read(
            "buffer.memory: '1000000', max.block.ms: '7', delivery.timeout.ms: '61000',"
                + " linger.ms: '50'");
    assertThat(set.getLong(ProducerConfig.BUFFER_MEMORY_CONFIG)).isEqualTo(1_000_000);
    assertThat(set.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG)).isEqualTo(7);
    assertThat(set.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)).isEqualTo(61_000);
    assertThat(set.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG)).isEqualTo(30_000);
    assertThat(set.getLong(ProducerConfig.LINGER_MS_CONFIG)).isEqualTo(50);
  }

  /** Kafka refuses a delivery that is shorter than a request. */
  @Test
  void aLongRequestHasADeliveryThatIsLonger() {
    ProducerConfig set = read("request.timeout.ms: '40000'");
    assertThat(set.getInt(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)).isGreaterThan(40_000);
  }

  @Test
  void whatKeepsRecordsIsNotTheOperators() {
    assertThat(read("acks: '0'").getString(ProducerConfig.ACKS_CONFIG)).isEqualTo("-1");
  }

  private static ProducerConfig read(String properties) {
    String yaml = "kafka: { properties: { " + properties + " } }";
    Map<String, Object> settings =
        new HashMap<>(
            ProducerSettings.live(
                new KafkaSettings(ConfigLoader.parse(yaml, "test", Map.of()).kafka()).producer()));
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new ProducerConfig(settings);
  }
}
