package io.sightline.indexer;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.Photo;
import io.sightline.contract.wire.PhotoFaces;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Answers photos on the real broker as the recogniser would. Its pictures are words: {@code 0.5} is
 * a face at that angle in the plane of embeddings, {@code 0.5,1.2} two faces, {@code broken} no
 * picture, an empty text no face.
 */
final class FakeRecogniser implements AutoCloseable {
  private final SightlineConfig config;
  private final Thread thread = new Thread(this::run, "fake-recogniser");
  private volatile boolean stopping;

  FakeRecogniser(SightlineConfig config) {
    this.config = config;
    thread.start();
  }

  private void run() {
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    Map<String, Object> settings = kafka.consumer();
    // What was asked for last is waited for at the end.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
    try (var consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      List<TopicPartition> photos = List.of(new TopicPartition(config.topics().photos().name(), 0));
      consumer.assign(photos);
      consumer.seekToBeginning(photos);
      while (!stopping) {
        for (var question : consumer.poll(Duration.ofMillis(100))) {
          byte[] answer = Codecs.PHOTO_FACES.encode(answer(Codecs.PHOTO.decode(question.value())));
          producer.send(
              new ProducerRecord<>(config.topics().photoFaces().name(), question.key(), answer));
        }
        producer.flush();
      }
    }
  }

  private static PhotoFaces answer(Photo photo) {
    String word = new String(photo.image(), StandardCharsets.UTF_8);
    if (word.equals("broken")) {
      return new PhotoFaces(photo.requestId(), "the picture cannot be decoded", List.of());
    }
    List<FaceObservation> faces = new ArrayList<>();
    for (String angle : word.split(",")) {
      if (!angle.isEmpty()) {
        faces.add(Faces.observation("s", Double.parseDouble(angle)));
      }
    }
    return new PhotoFaces(photo.requestId(), "", faces);
  }

  @Override
  public void close() throws InterruptedException {
    stopping = true;
    thread.join();
  }
}
