package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codec;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.LookBackRequest;
import io.sightline.contract.wire.Topic;
import io.sightline.contract.wire.Unknown;
import io.sightline.indexer.topic.ConfirmedSender;
import io.sightline.indexer.topic.DeadRecords;
import io.sightline.indexer.topic.TopicTable;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a look-back that Elasticsearch refuses. */
class LookBackWorkTest {
  private static final SightlineConfig CONFIG =
      ConfigLoader.parse("watchlists: { banned: { members: [ann] } }", "test", Map.of());

  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

  /** A password that was changed, an index that is gone, too much at once, a node that starts. */
  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 503})
  void whatMayPassIsWaitedFor(int status) throws Exception {
    assertThat(lookBack(status)).get().asString().contains("ann on banned", "refused");
  }

  @Test
  void aRequestThatIsNoneIsGivenUpAndNotInSilence() {
    assertThatThrownBy(() -> lookBack(400)).isInstanceOf(ElasticsearchException.class);
  }

  private Optional<String> lookBack(int status) throws Exception {
    Archive archive =
        new Archive(
            null,
            () -> {
              throw refusal(status);
            });
    Clock clock = Clock.systemUTC();
    Enrollment ann = new Enrollment("ann", "Ann", List.of(), Instant.EPOCH);
    LookBackWork work =
        new LookBackWork(
            archive,
            new Identities(
                table(
                    CONFIG.topics().enrollments(),
                    Codecs.ENROLLMENT,
                    new ConcurrentHashMap<>(Map.of("ann", ann))),
                clock),
            new Watchlists(
                table(
                    CONFIG.topics().watchlists(),
                    Codecs.WATCHLIST,
                    new ConcurrentHashMap<>(
                        Map.of(
                            "banned",
                            CONFIG
                                .watchlists()
                                .get("banned")
                                .toWatchlist("banned", Instant.EPOCH)))),
                clock),
            new ConfirmedSender(producer, CONFIG.topics().alertEvidence().name()),
            clock);
    byte[] request =
        Codecs.LOOK_BACK_REQUEST.encode(new LookBackRequest("banned", "ann", Unknown.NONE));
    return work.apply(new ConsumerRecord<>("look-backs", 0, 0, null, request));
  }

  private static ElasticsearchException refusal(int status) {
    return new ElasticsearchException(
        "search",
        ErrorResponse.of(e -> e.status(status).error(c -> c.type("t").reason("refused"))));
  }

  /** Never started: it has what it is given. */
  private <T> TopicTable<T> table(Topic topic, Codec<T> codec, Map<String, T> entries) {
    return new TopicTable<>(
        new KafkaSettings(CONFIG.kafka()),
        topic.name(),
        codec.serde(),
        producer,
        new DeadRecords(new SimpleMeterRegistry()),
        entries);
  }
}
