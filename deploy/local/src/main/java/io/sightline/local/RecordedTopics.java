package io.sightline.local;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codec;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Topic;
import io.sightline.local.score.Recorded;
import io.sightline.local.topic.TopicScan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads what a run left in its topics. */
final class RecordedTopics {

  private RecordedTopics() {}

  static Recorded read(SightlineConfig config) {
    Map<String, List<Instant>> frames = new HashMap<>();
    each(
        config,
        config.topics().frames(),
        Codecs.FRAME,
        f -> frames.computeIfAbsent(f.cameraId(), c -> new ArrayList<>()).add(f.capturedAt()));
    return new Recorded(
        frames,
        all(config, config.topics().faces(), Codecs.FRAME_FACES),
        all(config, config.topics().sightings(), Codecs.SIGHTING),
        all(config, config.topics().alerts(), Codecs.ALERT));
  }

  private static <T> List<T> all(SightlineConfig config, Topic topic, Codec<T> codec) {
    List<T> all = new ArrayList<>();
    each(config, topic, codec, all::add);
    return all;
  }

  private static <T> void each(
      SightlineConfig config, Topic topic, Codec<T> codec, Consumer<T> take) {
    TopicScan.read(
        new KafkaSettings(config.kafka()),
        topic.name(),
        Instant.EPOCH,
        r -> take.accept(codec.decode(r.value())));
  }
}
