package io.sightline.indexer;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Photo;
import io.sightline.contract.wire.PhotoFaces;
import io.sightline.contract.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Asks the recogniser which faces a photo shows: a question in one topic, the answer in another.
 * Thread-safe.
 */
final class PhotoClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, CompletableFuture<PhotoFaces>> waiting = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::listen, "photo-faces");

  PhotoClient(KafkaSettings kafka, Topics topics) {
    this.topics = topics;
    this.producer =
        new KafkaProducer<>(kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    this.consumer =
        new KafkaConsumer<>(
            kafka.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Answers to questions asked from now on will be heard. */
  void start() {
    List<TopicPartition> answers = List.of(new TopicPartition(topics.photoFaces().name(), 0));
    consumer.assign(answers);
    consumer.seekToEnd(answers);
    answers.forEach(consumer::position);
    thread.start();
  }

  private void listen() {
    try {
      while (true) {
        consumer.poll(Duration.ofSeconds(1)).forEach(r -> hear(r.value()));
      }
    } catch (WakeupException | InterruptException e) {
      // Told to stop.
    } finally {
      consumer.close();
    }
  }

  private void hear(byte[] answer) {
    try {
      PhotoFaces faces = Codecs.PHOTO_FACES.decode(answer);
      CompletableFuture<PhotoFaces> asker = waiting.remove(faces.requestId());
      if (asker != null) {
        asker.complete(faces);
      }
    } catch (MalformedRecordException e) {
      // Whoever waits for it is told that no answer came.
    }
  }

  /**
   * @throws Problem when the photo cannot be read, or nobody answers
   */
  PhotoFaces ask(String name, byte[] image) {
    String id = UUID.randomUUID().toString();
    CompletableFuture<PhotoFaces> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    try {
      producer.send(
          new ProducerRecord<>(
              topics.photos().name(),
              id.getBytes(StandardCharsets.UTF_8),
              Codecs.PHOTO.encode(new Photo(id, name, image))));
      producer.flush();
      PhotoFaces faces = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!faces.error().isEmpty()) {
        throw new Problem(422, "The photo cannot be used", name + ": " + faces.error());
      }
      return faces;
    } catch (TimeoutException e) {
      throw new Problem(
          503, "The recogniser does not answer", "no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(503, "Stopping", "the service is being stopped");
    } finally {
      waiting.remove(id);
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    producer.close(Duration.ofSeconds(5));
  }
}
