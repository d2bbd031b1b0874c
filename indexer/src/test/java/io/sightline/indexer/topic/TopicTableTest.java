package io.sightline.indexer.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codec;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.LookBackRequest;
import io.sightline.contract.wire.Topic;
import io.sightline.contract.wire.Unknown;
import io.sightline.indexer.TestStreet;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A table that another process changes, too, on the real broker. */
@ExtendWith(KafkaExtension.class)
class TopicTableTest {
  private static final Codec<LookBackRequest> CODEC = Codecs.LOOK_BACK_REQUEST;

  @Test
  void whatAnotherProcessHasRemovedMeanwhileIsNotWrittenAnew(LocalKafka kafka) throws Exception {
    try (TestStreet street =
            new TestStreet(kafka.bootstrapServers(), "http://127.0.0.1:1", "table");
        TopicTable<LookBackRequest> table = table(street)) {
      table.start();
      table.put("ann", value("1"));
      Optional<Removal> known = table.removal("ann");
      assertThat(table.change("ann", value("2"), known)).isTrue();
      assertThat(table.get("ann")).contains(value("2"));
      // The other's tombstone comes between what was read and what is written.
      street.send(topic(street), "ann", null);
      assertThat(table.change("ann", value("3"), known)).isFalse();
      assertThat(table.get("ann")).isEmpty();
      assertThat(street.records(topic(street), CODEC, 5))
          .containsExactly(value("1"), value("2"), null, value("3"), null);
    }
  }

  @Test
  void aRemovalIsRememberedForADay() {
    Instant t0 = Instant.parse("2026-03-01T12:00:00Z");
    Removals removals = new Removals();
    removals.add("a", new Removal(1, t0));
    removals.add("b", new Removal(2, t0.plusSeconds(1)));
    removals.add("a", new Removal(3, t0.plusSeconds(2)));
    removals.add("c", new Removal(4, t0.plusSeconds(86_402)));
    assertThat(List.of(removals.of("a").isPresent(), removals.of("b").isPresent()))
        .containsExactly(true, false);
  }

  private static Topic topic(TestStreet street) {
    return street.config.topics().lookBacks();
  }

  private static LookBackRequest value(String list) {
    return new LookBackRequest(list, "ann", Unknown.NONE);
  }

  private static TopicTable<LookBackRequest> table(TestStreet street) {
    return new TopicTable<>(
        new KafkaSettings(street.config.kafka()),
        topic(street).name(),
        CODEC.serde(),
        street.producer(),
        new DeadRecords(new SimpleMeterRegistry()),
        new ConcurrentHashMap<>());
  }
}
