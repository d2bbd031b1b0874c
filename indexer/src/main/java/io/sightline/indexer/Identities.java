package io.sightline.indexer;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Topics;
import io.sightline.contract.wire.Unknown;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The enrolled identities: the topic {@code enrollments}, held in memory and changed by writing to
 * it. A change is seen by whoever asks after it returned. Thread-safe; two indexers that change one
 * identity in the same moment overwrite each other.
 */
final class Identities implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Identities.class);

  /** So that an identity always fits into a message. */
  private static final int MOST_TEMPLATES = 200;

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String topic;
  private final Producer<byte[], byte[]> producer;
  private final Clock clock;
  private final IndexMetrics metrics;
  private final Map<String, Enrollment> byId = new ConcurrentHashMap<>();
  private final TopicReader reader;

  /**
   * @param producer stays the caller's
   */
  Identities(
      KafkaSettings kafka,
      Topics topics,
      Producer<byte[], byte[]> producer,
      Clock clock,
      IndexMetrics metrics) {
    this.topic = topics.enrollments().name();
    this.producer = producer;
    this.clock = clock;
    this.metrics = metrics;
    this.reader = new TopicReader(kafka, topic, this::apply);
  }

  /** Returns when every identity enrolled before is known. */
  void start() throws InterruptedException {
    reader.start(TopicReader.From.BEGINNING);
  }

  String trouble() {
    return reader.trouble();
  }

  private void apply(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() != null) {
        Enrollment enrollment = Codecs.ENROLLMENT.decode(record.value());
        byId.put(enrollment.identityId(), enrollment);
      } else if (record.key() != null) {
        byId.remove(new String(record.key(), StandardCharsets.UTF_8));
      }
    } catch (MalformedRecordException e) {
      // No dead letter: it stays in the topic, and would be put aside anew at every start.
      metrics.dead("identities");
      LOG.warn("enrollment at offset {} is left out: {}", record.offset(), e.getMessage());
    }
  }

  List<Enrollment> all() {
    return byId.values().stream()
        .sorted(Comparator.comparing(Enrollment::displayName).thenComparing(Enrollment::identityId))
        .toList();
  }

  Optional<Enrollment> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Makes an identity, or names one anew and adds to its templates. */
  synchronized Enrollment add(String id, String name, List<Template> added) {
    Optional<Enrollment> before = byId(id);
    List<Template> templates = new ArrayList<>(before.map(Enrollment::templates).orElse(List.of()));
    templates.addAll(added);
    if (templates.size() > MOST_TEMPLATES) {
      throw new Problem(
          422,
          "Too many photos",
          "the identity would have %d templates; it may have %d"
              .formatted(templates.size(), MOST_TEMPLATES));
    }
    Unknown unknown = before.map(Enrollment::unknown).orElse(Unknown.NONE);
    List<Template> negatives = before.map(Enrollment::negatives).orElse(List.of());
    Enrollment after = new Enrollment(id, name, templates, negatives, clock.instant(), unknown);
    write(id, Codecs.ENROLLMENT.encode(after));
    return after;
  }

  synchronized void remove(String id) {
    write(id, null);
  }

  /** Returns when the broker has it and it was read back. */
  private void write(String id, byte[] value) {
    try {
      RecordMetadata written =
          producer
              .send(new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value))
              .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      reader.await(written.partition(), written.offset(), LIMIT);
    } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
      throw new Problem(503, "Not saved", "Kafka has not confirmed the change: " + reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(503, "Stopping", "the service is being stopped");
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
    return cause.getMessage() == null ? "no answer within " + LIMIT : cause.getMessage();
  }

  @Override
  public void close() {
    reader.close();
  }
}
