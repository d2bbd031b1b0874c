package io.sightline.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.service.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
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

  /** A minute is set for all clients, and would be one in which no camera is read. */
  @Test
  void aLiveCameraIsNotHeldUpByWhatIsSetForAllClients() {
    String minute = "max.block.ms: '60000'";
    assertThat(read(minute).getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG)).isEqualTo(100);
    assertThat(ProducerSettings.file(settings(minute)))
        .containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, "60000");
    assertThatThrownBy(() -> read("max.block.ms: 'soon'"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("max.block.ms");
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
    Map<String, Object> settings = new HashMap<>(ProducerSettings.live(settings(properties)));
    settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    return new ProducerConfig(settings);
  }

  private static Map<String, Object> settings(String properties) {
    String yaml = "kafka: { properties: { " + properties + " } }";
    return new KafkaSettings(ConfigLoader.parse(yaml, "test", Map.of()).kafka()).producer();
  }
}
