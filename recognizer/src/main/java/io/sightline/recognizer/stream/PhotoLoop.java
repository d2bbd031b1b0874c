package io.sightline.recognizer.stream;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Namesake;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.FaceObservation;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Photo;
import io.sightline.contract.wire.PhotoFaces;
import io.sightline.contract.wire.Topics;
import io.sightline.recognizer.face.FaceObserver;
import io.sightline.recognizer.face.PictureException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what is asked in the topic {@code photos}: which faces are in this picture? An answer may
 * come twice after a crash; the asker takes the first.
 */
public final class PhotoLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PhotoLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration FAREWELL = Duration.ofSeconds(6);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final Namesake namesake;
  private final FaceObserver observer;
  private final Thread thread = new Thread(this::run, "photos");
  private volatile boolean stopping;
  private volatile String trouble = "";

  /**
   * @param namesake of this process, whose name is the same after a restart, so that photos are
   *     answered at once then
   * @param observer closed with the loop
   */
  public PhotoLoop(KafkaSettings kafka, Topics topics, Namesake namesake, FaceObserver observer) {
    this.kafka = kafka;
    this.topics = topics;
    this.namesake = namesake;
    this.observer = observer;
  }

  public void start() {
    thread.start();
  }

  /** Why photos are not answered now; empty while all is well. */
  public String trouble() {
    return trouble;
  }

  private void run() {
    try (observer) {
      while (!stopping) {
        try {
          answerAll();
        } catch (InterruptException | InterruptedException e) {
          return;
        } catch (RuntimeException e) {
          if (namesake.causes(e)) {
            trouble = namesake.found();
            return;
          }
          trouble = String.valueOf(e.getMessage());
          LOG.warn("photos are not answered, trying again: {}", trouble, e);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    } catch (Error e) {
      trouble = "given up: " + e;
      LOG.error("photos are not answered any more", e);
    }
  }

  private void answerAll() throws InterruptedException {
    Map<String, Object> settings = kafka.consumer();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, kafka.name("photos"));
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, namesake.name());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 15_000);
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 8);
    try (var consumer =
            new KafkaConsumer<>(
                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        var producer =
            new KafkaProducer<>(
                kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      consumer.subscribe(List.of(topics.photos().name()));
      while (!stopping) {
        for (ConsumerRecord<byte[], byte[]> question : consumer.poll(Duration.ofMillis(500))) {
          if (stopping) {
            // Not committed: whoever comes next answers it.
            break;
          }
          send(producer, question);
          consumer.commitSync(
              Map.of(
                  new TopicPartition(question.topic(), question.partition()),
                  new OffsetAndMetadata(question.offset() + 1)));
        }
        trouble = "";
      }
      consumer.close(CloseOptions.groupMembershipOperation(membership()));
    }
  }

  /**
   * A member of a fixed name that stays one when it stops has its photos back at once when it comes
   * again, but they wait for it until its session is over. Others take them over as soon as it
   * leaves. With no others there is nothing to leave them to, and who comes into an empty group may
   * have to wait (3 s, if the broker is not told otherwise).
   */
  private GroupMembershipOperation membership() throws InterruptedException {
    String group = kafka.name("photos");
    var limit = new DescribeConsumerGroupsOptions().timeoutMs((int) FAREWELL.toMillis());
    try (Admin admin = Admin.create(kafka.common())) {
      boolean alone =
          admin
              .describeConsumerGroups(List.of(group), limit)
              .describedGroups()
              .get(group)
              .get()
              .members()
              .stream()
              .allMatch(member -> member.groupInstanceId().equals(Optional.of(namesake.name())));
      return alone ? GroupMembershipOperation.DEFAULT : GroupMembershipOperation.LEAVE_GROUP;
    } catch (ExecutionException | KafkaException e) {
      LOG.info("who else answers photos is not known: {}", e.getMessage());
      return GroupMembershipOperation.DEFAULT;
    }
  }

  /** Returns when Kafka has the answer. */
  private void send(KafkaProducer<byte[], byte[]> producer, ConsumerRecord<byte[], byte[]> question)
      throws InterruptedException {
    byte[] id = question.key();
    try {
      try {
        producer.send(new ProducerRecord<>(topics.photoFaces().name(), id, answer(question))).get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof RecordTooLargeException)) {
          throw e;
        }
        byte[] refusal = refusal(question, "there are too many faces in the picture");
        producer.send(new ProducerRecord<>(topics.photoFaces().name(), id, refusal)).get();
      }
    } catch (ExecutionException e) {
      throw new KafkaException(
          "an answer is not taken: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private static byte[] refusal(ConsumerRecord<byte[], byte[]> question, String why) {
    String id = question.key() == null ? "" : new String(question.key(), StandardCharsets.UTF_8);
    return Codecs.PHOTO_FACES.encode(new PhotoFaces(id, why, List.of()));
  }

  private byte[] answer(ConsumerRecord<byte[], byte[]> question) {
    try {
      Photo photo = Codecs.PHOTO.decode(question.value());
      return Codecs.PHOTO_FACES.encode(new PhotoFaces(photo.requestId(), "", faces(photo)));
    } catch (PictureException | MalformedRecordException e) {
      return refusal(question, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("the photo at offset {} could not be looked at", question.offset(), e);
      return refusal(question, "the picture could not be looked at: " + e.getMessage());
    }
  }

  private List<FaceObservation> faces(Photo photo) throws PictureException {
    var found = observer.find(photo.requestId(), photo.image());
    return observer.observe(List.of(found)).get(0).stream()
        .sorted(Comparator.comparing((FaceObservation f) -> f.box().area()).reversed())
        .toList();
  }

  /** Answers what it has begun. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
      thread.interrupt();
      // Who closes the engines next must not find them at work.
      thread.join(Duration.ofSeconds(30).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
