package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.LabelledMatch;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Verdict;
import io.sightline.local.score.Proportion;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalKafka;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code ./sightline accuracy --verdicts}. */
class AccuracyCommandTest {

  @Test
  void intervalsAreWilsons() {
    // R: binom::binom.confint(1, 10, methods = "wilson"), and of 0 of 10.
    assertThat(new Proportion(1, 10).low()).isCloseTo(0.01787621, within(1e-6));
    assertThat(new Proportion(1, 10).high()).isCloseTo(0.4041500, within(1e-6));
    assertThat(new Proportion(0, 10).low()).isZero();
    assertThat(new Proportion(0, 10).high()).isCloseTo(0.2775328, within(1e-6));
    assertThat(new Proportion(0, 0).high()).isEqualTo(1);
  }

  @Test
  void everyThresholdIsScoredFromTheOneInForceUp() {
    VerdictScore score =
        VerdictScore.of(
            List.of(
                label("a", 0.52f, Verdict.FALSE_MATCH, "gate"),
                label("b", 0.58f, Verdict.TRUE_MATCH, "gate"),
                label("c", 0.61f, Verdict.FALSE_MATCH, "lobby"),
                label("d", 0.72f, Verdict.TRUE_MATCH, "lobby"),
                label("e", 0.73f, Verdict.UNSURE, "lobby")));
    assertThat(score.all()).isEqualTo(new VerdictScore.Tally("all", 2, 2, 1));
    assertThat(score.bySimilarity())
        .extracting(VerdictScore.Tally::name)
        .containsExactly("0.50 to 0.55", "0.55 to 0.60", "0.60 to 0.65", "0.70 to 0.75");
    assertThat(score.byCamera())
        .containsExactly(
            new VerdictScore.Tally("gate", 1, 1, 0), new VerdictScore.Tally("lobby", 1, 1, 1));
    assertThat(score.thresholds())
        .extracting(VerdictScore.Cut::threshold)
        .containsExactly(0.5, 0.55, 0.6, 0.65, 0.7);
    assertThat(score.thresholds().get(3).kept()).isEqualTo(new VerdictScore.Tally("kept", 1, 0, 1));
    assertThat(score.thresholds().get(3).lost()).isEqualTo(new VerdictScore.Tally("lost", 1, 2, 0));
  }

  @ExtendWith(KafkaExtension.class)
  @Test
  void theLastVerdictOnEachAlertCounts(LocalKafka kafka, @TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("config.yaml"),
            "kafka: { bootstrap_servers: \"%s\", topic_prefix: \"accuracy.\" }\n"
                .formatted(kafka.bootstrapServers()));
    assertThatThrownBy(() -> run(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("accuracy.verdicts");
    SightlineConfig config = ConfigLoader.load(file);
    KafkaSettings settings = new KafkaSettings(config.kafka());
    try (Admin admin = Admin.create(settings.common());
        var producer =
            new KafkaProducer<>(
                settings.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      TopicAdmin.ensure(admin, List.of(config.topics().verdicts()), (short) 1);
      assertThat(run(file)).contains("no verdicts yet");
      String topic = config.topics().verdicts().name();
      send(producer, topic, "a", label("a", 0.6f, Verdict.TRUE_MATCH, "gate"));
      send(producer, topic, "b", label("b", 0.6f, Verdict.TRUE_MATCH, "gate"));
      send(producer, topic, "c", label("c", 0.6f, Verdict.TRUE_MATCH, "gate"));
      send(producer, topic, "a", label("a", 0.6f, Verdict.FALSE_MATCH, "gate"));
      send(producer, topic, "b", null);
      producer.send(new ProducerRecord<>(topic, "x".getBytes(), new byte[] {9, 9})).get();
    }
    assertThat(run(file)).contains("2 alerts", "masked bare", "50.0 % (9.5 to 90.5)");
    JsonNode json = new ObjectMapper().readTree(run(file, "--json"));
    assertThat(json.at("/all/trueMatches").asInt()).isEqualTo(1);
    assertThat(json.at("/all/falseMatches").asInt()).isEqualTo(1);
    assertThat(json.at("/byWatchlist/0/name").asText()).isEqualTo("banned");
  }

  private static void send(
      KafkaProducer<byte[], byte[]> producer, String topic, String alert, LabelledMatch label)
      throws Exception {
    byte[] value = label == null ? null : Codecs.LABELLED_MATCH.encode(label);
    producer.send(new ProducerRecord<>(topic, alert.getBytes(), value)).get();
  }

  private static String run(Path config, String... more) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AccuracyCommand command = new AccuracyCommand(new PrintStream(out, true));
    CommandLine line = new CommandLine(command);
    line.parseArgs("--verdicts", "--config", config.toString());
    if (more.length > 0) {
      line.parseArgs("--verdicts", "--config", config.toString(), more[0]);
    }
    command.call();
    return out.toString();
  }

  private static LabelledMatch label(
      String alert, float similarity, Verdict verdict, String camera) {
    return new LabelledMatch(
        alert,
        "s-" + alert,
        camera,
        "banned",
        "ann",
        "t",
        similarity,
        0.5f,
        MaskPairing.MASKED_BARE,
        MaskState.MASKED,
        new Embedding("s", new float[] {1}),
        new byte[] {1},
        verdict,
        false,
        "eve",
        Instant.EPOCH,
        Unknown.NONE);
  }
}
