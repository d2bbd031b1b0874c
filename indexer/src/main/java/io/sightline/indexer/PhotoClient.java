package io.sightline.indexer;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Photo;
import io.sightline.contract.wire.PhotoFaces;
import io.sightline.contract.wire.Topics;
import io.sightline.indexer.topic.DeadRecords;
import io.sightline.indexer.topic.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the recogniser which faces a photo shows: a question in one topic, the answer in another.
 * Thread-safe.
 */
final class PhotoClient implements AutoCloseable {
  /** What fits into a message, with room for its frame. */
  static final int LARGEST_PHOTO = (8 << 20) - (64 << 10);

  private static final Logger LOG = LoggerFactory.getLogger(PhotoClient.class);

  private final String photos;
  private final Producer<byte[], byte[]> producer;
  private final Duration patience;
  private final DeadRecords dead;
  private final Map<String, CompletableFuture<PhotoFaces>> waiting = new ConcurrentHashMap<>();
  private final TopicReader answers;

  /**
   * @param producer stays the caller's
   * @param patience how long an answer is waited for
   */
  PhotoClient(
      KafkaSettings kafka,
      Topics topics,
      Producer<byte[], byte[]> producer,
      Duration patience,
      DeadRecords dead) {
    this.photos = topics.photos().name();
    this.producer = producer;
    this.patience = patience;
    this.dead = dead;
    this.answers = new TopicReader(kafka, topics.photoFaces().name(), this::hear);
  }

  /** Answers to questions asked from now on will be heard. */
  void start() throws InterruptedException {
    answers.start(TopicReader.From.END);
  }

  String trouble() {
    return answers.trouble();
  }

  private void hear(ConsumerRecord<byte[], byte[]> answer) {
    try {
      PhotoFaces faces = Codecs.PHOTO_FACES.decode(answer.value());
      CompletableFuture<PhotoFaces> asker = waiting.remove(faces.requestId());
      if (asker != null) {
        asker.complete(faces);
      }
    } catch (MalformedRecordException e) {
      // No dead letter: nobody could use it later. Whoever waits is told that no answer came.
      dead.count("photo-faces");
      LOG.warn("answer at offset {} is left out: {}", answer.offset(), e.getMessage());
    }
  }

  /**
   * @throws Problem when the photo cannot be read, or nobody answers
   */
  PhotoFaces ask(String name, byte[] image) {
    if (image.length > LARGEST_PHOTO) {
      throw new Problem(
          413,
          "The photo is too large",
          "%s has %d bytes; a photo may have %d".formatted(name, image.length, LARGEST_PHOTO));
    }
    String id = UUID.randomUUID().toString();
    CompletableFuture<PhotoFaces> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    try {
      send(id, Codecs.PHOTO.encode(new Photo(id, name, image)), answer);
      PhotoFaces faces = answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!faces.error().isEmpty()) {
        throw new Problem(422, "The photo cannot be used", name + ": " + faces.error());
      }
      return faces;
    } catch (TimeoutException e) {
      throw new Problem(
          503, "The recogniser does not answer", "no answer within " + patience.toSeconds() + " s");
    } catch (ExecutionException | KafkaException e) {
      throw new Problem(503, "Kafka does not answer", "the photo was not taken: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Problem(503, "Stopping", "the service is being stopped");
    } finally {
      waiting.remove(id);
    }
  }

  private void send(String id, byte[] photo, CompletableFuture<PhotoFaces> answer) {
    producer.send(
        new ProducerRecord<>(photos, id.getBytes(StandardCharsets.UTF_8), photo),
        (sent, failure) -> {
          if (failure != null) {
            answer.completeExceptionally(failure);
          }
        });
  }

  @Override
  public void close() {
    answers.close();
  }
}
