package io.sightline.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The least of a Kafka client: one topic of one partition, written and read. */
final class Records {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Records() {}

  static void send(String servers, String topic, String value) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      NewTopic one = new NewTopic(topic, 1, (short) 1);
      admin.createTopics(List.of(one)).all().get(60, TimeUnit.SECONDS);
      // A producer that comes before the leader is known may hang (KAFKA-15591).
      admin
          .listOffsets(Map.of(new TopicPartition(topic, 0), OffsetSpec.latest()))
          .all()
          .get(60, TimeUnit.SECONDS);
    }
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers, "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, value)).get(60, TimeUnit.SECONDS);
    }
  }

  /** All values of the topic, as soon as there is one; nothing after a minute. */
  static List<String> read(String servers, String topic) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "group.id", topic, "auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (values.isEmpty() && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(500)).forEach(r -> values.add(r.value()));
      }
    }
    return values;
  }
}
