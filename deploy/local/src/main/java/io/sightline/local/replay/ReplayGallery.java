package io.sightline.local.replay;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.local.topic.TopicScan;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Gives the replay the identities that are enrolled now. Its recogniser embeds templates of another
 * space anew, as it does in any installation.
 */
final class ReplayGallery {
  private final SightlineConfig live;
  private final SightlineConfig replay;

  ReplayGallery(SightlineConfig live, SightlineConfig replay) {
    this.live = live;
    this.replay = replay;
  }

  /** Returns how many identities there are. */
  int copy() {
    Map<ByteBuffer, byte[]> latest = new LinkedHashMap<>();
    TopicScan.read(
        new KafkaSettings(live.kafka()),
        live.topics().enrollments().name(),
        Instant.EPOCH,
        r -> latest.put(ByteBuffer.wrap(r.key()), r.value()));
    latest.values().removeIf(java.util.Objects::isNull);
    try (var producer =
        new KafkaProducer<>(
            new KafkaSettings(replay.kafka()).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String topic = replay.topics().enrollments().name();
      latest.forEach(
          (id, person) -> producer.send(new ProducerRecord<>(topic, id.array(), person)));
    }
    return latest.size();
  }
}
