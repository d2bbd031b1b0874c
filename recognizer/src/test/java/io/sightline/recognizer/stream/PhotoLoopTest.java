package io.sightline.recognizer.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.model.KnownModels;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Namesake;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Photo;
import io.sightline.contract.wire.PhotoFaces;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.Samples;
import io.sightline.recognizer.engine.SimulatedEngine;
import io.sightline.recognizer.face.FaceDetector;
import io.sightline.recognizer.face.FaceEmbedder;
import io.sightline.recognizer.face.FaceObserver;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who answers photos when a recognizer stops in order, on a real broker. */
@ExtendWith(KafkaExtension.class)
class PhotoLoopTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private KafkaSettings settings;
  private Topics topics;
  private Admin admin;
  private KafkaProducer<byte[], byte[]> producer;
  private KafkaConsumer<byte[], byte[]> answers;

  private void open(LocalKafka kafka, String prefix) throws Exception {
    KafkaConfig config = new KafkaConfig(kafka.bootstrapServers(), prefix, null, null, null, null);
    settings = new KafkaSettings(config);
    topics = SightlineConfig.defaults().change().kafka(config).build().topics();
    admin = Admin.create(settings.common());
    TopicAdmin.ensure(admin, topics.all(), (short) 1);
    producer =
        new KafkaProducer<>(
            settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    answers =
        new KafkaConsumer<>(
            settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    answers.assign(List.of(new TopicPartition(topics.photoFaces().name(), 0)));
  }

  @AfterEach
  void close() {
    answers.close();
    producer.close();
    admin.close();
  }

  @Test
  void whoStopsLeavesThePhotosToOthers(LocalKafka kafka) throws Exception {
    open(kafka, "others.");
    PhotoLoop first = loop("a");
    first.start();
    assertAnswered("1");
    try (PhotoLoop second = loop("b")) {
      second.start();
      await().atMost(LIMIT).untilAsserted(() -> assertThat(members()).containsExactly("a", "b"));
      first.close();
      assertThat(members()).containsExactly("b");
      assertAnswered("2");
    }
  }

  @Test
  void whoStopsWithNobodyElseThereHasThePhotosBackAtOnce(LocalKafka kafka) throws Exception {
    open(kafka, "alone.");
    try (PhotoLoop first = loop("a")) {
      first.start();
      assertAnswered("1");
    }
    assertThat(members()).containsExactly("a");
    try (PhotoLoop again = loop("a")) {
      again.start();
      assertAnswered("2");
    }
  }

  /** Each would turn the other away, for ever. */
  @Test
  void whoHasANamesakeThatCameLaterGoesAndSaysSo(LocalKafka kafka) throws Exception {
    open(kafka, "namesakes.");
    Namesake earlier = new Namesake("a", "recognition.instance");
    try (PhotoLoop first = loop(earlier)) {
      first.start();
      assertAnswered("1");
      Namesake later = new Namesake("a", "recognition.instance");
      try (PhotoLoop second = loop(later)) {
        second.start();
        await().atMost(LIMIT).until(() -> !first.trouble().isEmpty());
        assertThat(first.trouble())
            .isEqualTo(earlier.found())
            .contains("the name 'a'", "recognition.instance");
        assertAnswered("2");
        assertThat(later.found()).isEmpty();
      }
    }
  }

  /** The names in the group. */
  private List<String> members() throws Exception {
    String group = settings.name("photos");
    return admin.describeConsumerGroups(List.of(group)).all().get().get(group).members().stream()
        .map(MemberDescription::groupInstanceId)
        .map(name -> name.orElse("one without a name"))
        .sorted()
        .collect(Collectors.toList());
  }

  private void assertAnswered(String id) {
    byte[] picture = Samples.frame(List.of(), 0);
    byte[] question = Codecs.PHOTO.encode(new Photo(id, "p.jpg", picture));
    producer.send(
        new ProducerRecord<>(
            topics.photos().name(), id.getBytes(StandardCharsets.UTF_8), question));
    List<PhotoFaces> came = new ArrayList<>();
    await()
        .atMost(LIMIT)
        .until(
            () -> {
              answers
                  .poll(Duration.ofMillis(200))
                  .forEach(
                      r -> {
                        PhotoFaces answer = Codecs.PHOTO_FACES.decode(r.value());
                        // Another's may come twice.
                        if (answer.requestId().equals(id)) {
                          came.add(answer);
                        }
                      });
              return !came.isEmpty();
            });
    assertThat(came).containsExactly(new PhotoFaces(id, "", List.of()));
  }

  private PhotoLoop loop(String instance) {
    return loop(new Namesake(instance, "recognition.instance"));
  }

  private PhotoLoop loop(Namesake namesake) {
    FaceObserver observer =
        new FaceObserver(
            new FaceDetector(
                new SimulatedEngine(KnownModels.YUNET, batch -> {}, 1),
                KnownModels.YUNET,
                0.5f,
                40),
            new FaceEmbedder(
                new SimulatedEngine(KnownModels.MOBILEFACENET, batch -> {}, 1),
                KnownModels.MOBILEFACENET));
    return new PhotoLoop(settings, topics, namesake, observer);
  }
}
