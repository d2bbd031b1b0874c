package io.sightline.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.config.MatchingConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelFolder;
import io.sightline.contract.model.RecogniserSpec;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Template;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.match.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a threshold promises, on rendered people it has not seen: thresholds are measured on some
 * people, bare and masked, and hold on others. The recogniser is one of photographs, which tells
 * rendered people apart badly; the promise must be kept all the same.
 */
class FalseMatchRateTest {
  private static final int PEOPLE = 40;
  private static final int LOOKS = 4;
  private static final List<String> RATES = List.of("1e-1", "1e-2", "1e-3");

  /** 99 of 100 differences that are chance lie within so many standard errors. */
  private static final double CONFIDENT = 2.58;

  private static MaskedPeople measured;
  private static MaskedPeople others;
  private static Thresholds thresholds;

  @BeforeAll
  static void measure() {
    Path models = Path.of(System.getProperty("sightline.root"), "../shared/models");
    Assumptions.assumeTrue(Files.isDirectory(models), "no models for trials at ../shared/models");
    ModelBundle model = ModelFolder.open(models).recogniser("");
    try (Embedder embedder = new EngineEmbedder(model, 2)) {
      measured = MaskedPeople.render(embedder, PEOPLE, LOOKS, 1);
      others = MaskedPeople.render(embedder, PEOPLE, LOOKS, 2);
    }
    Map<String, Map<String, Double>> table = new LinkedHashMap<>();
    for (MaskPairing pairing : MaskPairing.values()) {
      Map<String, Double> rates = new LinkedHashMap<>();
      for (String rate : RATES) {
        rates.put(rate, measured.threshold(pairing, Double.parseDouble(rate)));
      }
      table.put(pairing.key(), rates);
    }
    RecogniserSpec spec = model.card().recogniser();
    thresholds =
        Thresholds.of(
            new RecogniserSpec(spec.embedding(), spec.size(), "", 0.5, table), Optional.empty());
  }

  @Test
  void aComparisonErrsAsOftenAsItsThresholdSays() {
    for (MaskPairing pairing : MaskPairing.values()) {
      for (double rate : new double[] {1e-1, 1e-2}) {
        var wire = io.sightline.contract.wire.MaskPairing.valueOf(pairing.name());
        float threshold = thresholds.at(wire, rate, 1).similarity();
        Measured here = measured.falseMatches(pairing, threshold);
        Measured there = others.falseMatches(pairing, threshold);
        double chance = Math.hypot(here.standardError(), there.standardError());
        assertThat(there.rate())
            .as("%s at %s: %s, measured on %s", pairing, rate, there, here)
            .isBetween(rate - CONFIDENT * chance, rate + CONFIDENT * chance);
        assertThat(chance).as("%s at %s: too few people to tell", pairing, rate).isLessThan(rate);
      }
    }
  }

  @Test
  void aSearchOfTheGalleryErrsNoMoreOftenThanSaid() {
    double rate = 0.1;
    int enrolled = PEOPLE / 2;
    for (MaskState mask : List.of(MaskState.BARE, MaskState.MASKED)) {
      List<Query> strangers = new ArrayList<>();
      for (int person = enrolled; person < PEOPLE; person++) {
        others.embeddings(person, mask).forEach(e -> strangers.add(new Query(e, mask)));
      }
      long named;
      try (Gallery gallery =
          new Gallery(MaskedPeople.SPACE, others.size(), MatchingConfig.Scan.FLOAT)) {
        for (int person = 0; person < enrolled; person++) {
          gallery.put(enrolment(person, others.embeddings(person, MaskState.BARE)));
        }
        named =
            new Matcher(gallery, thresholds, rate)
                .match(strangers).stream().filter(d -> d.match().isPresent()).count();
      }
      double share = (double) named / strangers.size();
      double chance = Math.sqrt(rate * (1 - rate) / (PEOPLE - enrolled));
      assertThat(share)
          .as("%d of %d %s strangers named", named, strangers.size(), mask)
          .isLessThan(rate + CONFIDENT * chance);
    }
  }

  private static Enrollment enrolment(int person, List<Embedding> pictures) {
    List<Template> templates = new ArrayList<>();
    for (Embedding picture : pictures.subList(1, pictures.size())) {
      templates.add(
          new Template(
              "t" + templates.size(),
              picture,
              new byte[0],
              "rendered",
              Instant.EPOCH,
              MaskState.BARE,
              io.sightline.contract.wire.Unknown.NONE));
    }
    return new Enrollment("p" + person, "Person " + person, templates, Instant.EPOCH);
  }
}
