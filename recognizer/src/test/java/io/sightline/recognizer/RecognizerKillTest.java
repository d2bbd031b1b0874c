package io.sightline.recognizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import io.sightline.contract.wire.FrameFaces;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The promise of the stage: whatever happens to the process, each frame's faces are there once. */
@ExtendWith(KafkaExtension.class)
class RecognizerKillTest {
  private static final int FRAMES = 180;
  private static final int CAMERAS = 3;

  @Test
  void sigkillLosesAndDoublesNothing(LocalKafka kafka, @TempDir Path folder) throws Exception {
    Samples.bundled();
    List<byte[]> jpegs = new ArrayList<>();
    List<byte[]> people = Samples.faces();
    for (int i = 0; i < 12; i++) {
      jpegs.add(Samples.frame(people.subList(i % 4, i % 4 + 1 + i % 3), i * 5));
    }

    List<String> undisturbed = run(kafka, folder, "calm.", jpegs, 0);
    List<String> killed = run(kafka, folder, "killed.", jpegs, 3);

    assertThat(undisturbed).hasSizeGreaterThan(FRAMES).doesNotHaveDuplicates();
    assertThat(killed).containsExactlyInAnyOrderElementsOf(undisturbed);
  }

  /** All that is in topic faces once every frame is recognised. */
  private static List<String> run(
      LocalKafka kafka, Path folder, String prefix, List<byte[]> jpegs, int kills)
      throws Exception {
    String state = folder.resolve("state").toString();
    String yaml = RecognizerConfigs.yaml(kafka.bootstrapServers(), prefix, "bundled", "", state);
    SightlineConfig config = RecognizerConfigs.config(yaml);
    publish(config, jpegs);
    Path file = Files.writeString(folder.resolve(prefix + "yaml"), yaml);
    List<String> seen = new ArrayList<>();
    Process process = start(file, folder);
    try (var consumer = consumer(config)) {
      int frames = 0;
      int killed = 0;
      Instant deadline = Instant.now().plus(Duration.ofMinutes(3));
      while (frames < FRAMES && process.isAlive() && Instant.now().isBefore(deadline)) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          frames += add(Codecs.FRAME_FACES.decode(record.value()), seen);
        }
        if (killed < kills && frames > FRAMES * (killed + 1) / (kills + 2)) {
          process.destroyForcibly().waitFor();
          process = start(file, folder);
          killed++;
        }
      }
      assertThat(killed).isEqualTo(kills);
      Process last = process;
      assertThat(frames).as(() -> last + log(folder)).isEqualTo(FRAMES);
      // Nothing comes twice either: from here on nothing comes any more.
      stop(process);
      var ends = consumer.endOffsets(consumer.assignment());
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          add(Codecs.FRAME_FACES.decode(record.value()), seen);
        }
      }
    } finally {
      stop(process);
    }
    return seen;
  }

  private static void stop(Process process) {
    process.destroy();
    await().atMost(Duration.ofSeconds(60)).until(() -> !process.isAlive());
  }

  private static String log(Path folder) {
    try {
      return "frames recognised; class path "
          + System.getProperty("java.class.path").length()
          + "; the recognizer said:\n"
          + Files.readString(folder.resolve("recognizer.log"));
    } catch (java.io.IOException e) {
      return "frames recognised; no log: " + e;
    }
  }

  private static int add(FrameFaces frame, List<String> seen) {
    seen.add(frame.frameId() + " at " + frame.frame());
    frame.faces().forEach(f -> seen.add(f.id() + " " + f.box()));
    return 1;
  }

  private static void publish(SightlineConfig config, List<byte[]> jpegs) throws Exception {
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    try (Admin admin = Admin.create(kafka.common())) {
      TopicAdmin.ensure(admin, config.topics().all(), (short) 1);
    }
    try (var producer =
        new KafkaProducer<>(
            kafka.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < FRAMES; i++) {
        int camera = i % CAMERAS;
        Frame frame =
            new Frame(
                "cam" + camera + "-" + i,
                "cam" + camera,
                i / CAMERAS,
                Instant.EPOCH.plusMillis(i * 70L),
                1280,
                720,
                jpegs.get(i % jpegs.size()));
        producer.send(
            new ProducerRecord<>(
                config.topics().frames().name(),
                camera,
                frame.cameraId().getBytes(),
                Codecs.FRAME.encode(frame)));
      }
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(SightlineConfig config) {
    var consumer =
        new KafkaConsumer<>(
            new KafkaSettings(config.kafka()).consumer(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (int p = 0; p < config.topics().faces().partitions(); p++) {
      partitions.add(new TopicPartition(config.topics().faces().name(), p));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  private static Process start(Path config, Path folder) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "--config",
            config.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("recognizer.log").toFile()))
        .start();
  }
}
