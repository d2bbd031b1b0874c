package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.indexer.topic.DeadRecords;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class PhotoClientTest {

  @Test
  void aSilentRecogniserIsNotWaitedForForEver(LocalKafka kafka) throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (TestStreet street = new TestStreet(kafka.bootstrapServers(), "http://unused", "silent");
        PhotoClient client = client(street, Duration.ofMillis(300), registry)) {
      client.start();
      assertThatThrownBy(() -> client.ask("ann.jpg", new byte[] {1}))
          .isInstanceOfSatisfying(
              Problem.class,
              p -> {
                assertThat(p.status()).isEqualTo(503);
                assertThat(p.document().get("title").toString()).contains("recogniser");
              });
    }
  }

  @Test
  void anAnswerThatCannotBeReadIsCountedAndTheNextIsHeard(LocalKafka kafka) throws Exception {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (TestStreet street = new TestStreet(kafka.bootstrapServers(), "http://unused", "answers");
        PhotoClient client = client(street, Duration.ofSeconds(30), registry)) {
      client.start();
      String topic = street.config.topics().photoFaces().name();
      street.producer().send(new ProducerRecord<>(topic, new byte[] {9, 9})).get();
      await()
          .atMost(TestStreet.LIMIT)
          .until(() -> registry.find("sightline.records.dead").counter() != null);
      try (FakeRecogniser recogniser = new FakeRecogniser(street.config)) {
        byte[] photo = "0.5,1.5".getBytes(StandardCharsets.UTF_8);
        assertThat(client.ask("two.jpg", photo).faces()).hasSize(2);
      }
    }
  }

  private static PhotoClient client(
      TestStreet street, Duration patience, SimpleMeterRegistry registry) {
    return new PhotoClient(
        new KafkaSettings(street.config.kafka()),
        street.config.topics(),
        street.producer(),
        patience,
        new DeadRecords(registry));
  }
}
