package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Topic;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.recognizer.stream.Progress;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(KafkaExtension.class)
class GroupLagTest {

  @Test
  void whatIsDoneOutOfOrderIsNoLagWhateverTheNumberOfPartitions(
      LocalKafka kafka, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("c.yaml");
    Files.writeString(
        file,
        "kafka: { bootstrap_servers: '%s', topic_prefix: lag-, partitions: 8 }"
            .formatted(kafka.bootstrapServers()));
    SightlineConfig config = ConfigLoader.load(file);
    KafkaSettings settings = new KafkaSettings(config.kafka());
    Topic wanted = config.topics().frames();
    try (Admin admin = Admin.create(settings.common());
        var producer =
            new KafkaProducer<>(
                settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        GroupLag lag = new GroupLag(config, "recognizer", wanted, Progress::doneBehind)) {
      TopicAdmin.ensure(admin, List.of(new Topic(wanted.name(), 1, wanted.config())), (short) 1);
      for (int i = 0; i < 10; i++) {
        producer.send(new ProducerRecord<>(wanted.name(), new byte[] {1}, new byte[] {1})).get();
      }
      assertThat(lag.now()).isEqualTo(10);
      // Of 4 to 8, what is not 4 or 6 is done.
      OffsetAndMetadata committed = new OffsetAndMetadata(4, "2,3");
      admin
          .alterConsumerGroupOffsets(
              settings.name("recognizer"), Map.of(new TopicPartition(wanted.name(), 0), committed))
          .all()
          .get();
      assertThat(lag.now()).isEqualTo(3);
    }
  }
}
