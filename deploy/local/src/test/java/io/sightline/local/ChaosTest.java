package io.sightline.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every stage is killed at random moments while the frames of the demo's four cameras are replayed,
 * round after round. Whatever is killed, the sightings and alerts are those of an undisturbed run,
 * and the webhook is told of each alert, never twice with different words. {@code ./sightline
 * soak}.
 */
@Tag("long")
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
class ChaosTest {
  private static final int ROUNDS = Integer.getInteger("sightline.rounds", 20);
  private static final long SEED = Long.getLong("sightline.seed", System.nanoTime());
  private static final int FRAMES_EACH = 60;
  private static final int KILLS = 4;

  @Test
  void whateverIsKilledTheOutcomeIsTheSame(
      LocalKafka kafka, LocalElasticsearch elasticsearch, @TempDir Path folder) throws Exception {
    System.out.printf("chaos: %d rounds, -Dsightline.seed=%d%n", ROUNDS, SEED);
    Random random = new Random(SEED);
    Path demo = Path.of(ChaosTest.class.getResource("demo/demo.json").toURI()).getParent();
    Tape tape = Tape.of(DemoSet.open("", demo), FRAMES_EACH);
    Town town = new Town(kafka, elasticsearch, tape, folder);

    Outcome scouted = town.round("scout", List.of(), 0, random);
    List<Enrollment> people = new ArrayList<>();
    for (var sighting : scouted.longest(2)) {
      Template template =
          new Template(
              "t-" + people.size(),
              sighting.embedding(),
              sighting.bestShot().crop(),
              sighting.id(),
              Instant.EPOCH);
      people.add(new Enrollment("p" + people.size(), "Person", List.of(template), Instant.EPOCH));
    }
    Set<String> calm = town.round("calm", people, 0, random).facts();
    assertThat(calm).anyMatch(f -> f.contains("alert") && f.contains("wanted"));
    assertThat(calm).anyMatch(f -> f.contains("alert") && f.contains("strangers"));

    for (int round = 1; round <= ROUNDS; round++) {
      long start = System.nanoTime();
      Set<String> facts = town.round("round" + round, people, KILLS, random).facts();
      assertThat(facts).as("round %d, seed %d", round, SEED).isEqualTo(calm);
      System.out.printf(
          "round %d: %d facts as in the undisturbed run, %.0f s%n",
          round, facts.size(), (System.nanoTime() - start) / 1e9);
    }
  }
}
