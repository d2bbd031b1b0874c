package io.sightline.local.replay;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.ModelFolder;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Template;
import io.sightline.local.topic.TopicScan;
import io.sightline.recognizer.face.FaceEmbedder;
import io.sightline.recognizer.face.PictureException;
import io.sightline.recognizer.face.Pictures;
import io.sightline.recognizer.face.Recogniser;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the replay the identities that are enrolled now. Templates of another embedding space are
 * embedded anew from their crops.
 */
final class ReplayGallery {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayGallery.class);

  private final SightlineConfig live;
  private final SightlineConfig replay;

  ReplayGallery(SightlineConfig live, SightlineConfig replay) {
    this.live = live;
    this.replay = replay;
  }

  /** Returns how many identities there are. */
  int copy() {
    Map<ByteBuffer, byte[]> latest = new LinkedHashMap<>();
    TopicScan.read(
        new KafkaSettings(live.kafka()),
        live.topics().enrollments().name(),
        Instant.EPOCH,
        r -> latest.put(ByteBuffer.wrap(r.key()), r.value()));
    latest.values().removeIf(java.util.Objects::isNull);
    List<Enrollment> people = people(latest);
    try (var producer =
        new KafkaProducer<>(
            new KafkaSettings(replay.kafka()).producer(),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      String topic = replay.topics().enrollments().name();
      for (Enrollment person : inSpace(people)) {
        byte[] key = person.identityId().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, Codecs.ENROLLMENT.encode(person)));
      }
    }
    return people.size();
  }

  private static List<Enrollment> people(Map<ByteBuffer, byte[]> latest) {
    List<Enrollment> people = new ArrayList<>();
    for (byte[] value : latest.values()) {
      try {
        people.add(Codecs.ENROLLMENT.decode(value));
      } catch (MalformedRecordException e) {
        LOG.warn("an enrolment is left out, as it is in the live gallery: {}", e.getMessage());
      }
    }
    return people;
  }

  private List<Enrollment> inSpace(List<Enrollment> people) {
    String space =
        ModelFolder.named(replay.recognition().models())
            .recogniser(replay.recognition().recogniser())
            .card()
            .id();
    boolean foreign =
        people.stream()
            .flatMap(p -> Stream.concat(p.templates().stream(), p.negatives().stream()))
            .anyMatch(t -> !t.embedding().space().equals(space));
    if (!foreign) {
      return people;
    }
    try (Recogniser recogniser = new Recogniser(replay.recognition());
        FaceEmbedder embedder = recogniser.embedder()) {
      return people.stream().map(person -> inSpace(person, space, embedder)).toList();
    }
  }

  private static Enrollment inSpace(Enrollment person, String space, FaceEmbedder embedder) {
    UnaryOperator<Template> moved =
        t -> t.embedding().space().equals(space) ? t : again(t, person, embedder);
    return new Enrollment(
        person.identityId(),
        person.displayName(),
        person.templates().stream().map(moved).toList(),
        person.negatives().stream().map(moved).toList(),
        person.updatedAt(),
        person.unknown());
  }

  private static Template again(Template t, Enrollment person, FaceEmbedder embedder) {
    try (Mat crop = Pictures.decode(t.crop())) {
      Embedding embedding =
          embedder
              .embed(List.of(crop))
              .get(0)
              .orElseThrow(() -> new PictureException("the recogniser overflows"))
              .embedding();
      return new Template(
          t.id(), embedding, t.crop(), t.source(), t.addedAt(), t.mask(), t.unknown());
    } catch (PictureException e) {
      LOG.warn(
          "template {} of {} cannot be embedded anew and is set aside: {}",
          t.id(),
          person.identityId(),
          e.getMessage());
      return t;
    }
  }
}
