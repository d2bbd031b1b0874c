package io.sightline.recognizer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.RecogniserSpec;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.RunnerUp;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GalleryTest {
  private final Gallery gallery = new Gallery("s", 2, Scan.FLOAT);
  private final Matcher matcher = new Matcher(gallery, Thresholds.fixed(0.6f), 1e-3);

  @AfterEach
  void close() {
    gallery.close();
  }

  @Test
  void theNearestReferenceNamesTheFace() {
    gallery.put(
        enrollment("ann", embedding("s", -1, 1), embedding("s", 0, 1), embedding("s", 1, 1)));
    gallery.put(enrollment("bob", embedding("s", -1, 0)));
    Match match = match(embedding("s", 0.1f, 1)).orElseThrow();
    assertThat(match.identityId()).isEqualTo("ann");
    assertThat(match.displayName()).isEqualTo("ANN");
    assertThat(match.templateId()).isEqualTo("ann1");
    assertThat(match.similarity()).isCloseTo(0.995f, within(1e-3f));
    assertThat(match.threshold()).isEqualTo(0.6f);
    assertThat(match.gallerySize()).isEqualTo(2);
    assertThat(match.runnerUp().map(RunnerUp::identityId)).contains("bob");
    assertThat(match.margin().orElseThrow()).isCloseTo(1.09f, within(1e-2f));
  }

  @Test
  void aStrangerHasNoNameButSomebodyIsNearest() {
    assertThat(decide(embedding("s", 1, 0)).nearest()).isEmpty();
    gallery.put(enrollment("ann", embedding("s", 1, 0)));
    Decision decision = decide(embedding("s", 0, 1));
    assertThat(decision.match()).isEmpty();
    assertThat(decision.nearest().map(Match::identityId)).contains("ann");
  }

  @Test
  void whatCannotBeComparedIsSetAside() {
    gallery.put(
        enrollment("ann", embedding("other", 1, 0), embedding("s", 0, 1), embedding("s", 0, 1, 0)));
    gallery.put(enrollment("bob", new Embedding("s", new float[] {3, 4})));
    gallery.put(enrollment("eve", new Embedding("s", new float[] {Float.NaN, 1})));
    assertThat(gallery.setAside()).isEqualTo(4);
    assertThat(gallery.references()).isEqualTo(1);
    assertThat(match(embedding("s", 1, 0))).isEmpty();
    gallery.put(enrollment("ann", embedding("s", 0, 1)));
    assertThat(gallery.setAside()).isEqualTo(2);
    // A face of another space is held for nobody; the others of the call are not touched by it.
    List<Decision> decisions =
        matcher.match(
            List.of(
                new Query(embedding("other", 0, 1), MaskState.BARE),
                new Query(embedding("s", 0, 1), MaskState.BARE)));
    assertThat(decisions.get(0).nearest()).isEmpty();
    assertThat(decisions.get(1).match()).isPresent();
  }

  @Test
  void theRemovedAreForgotten() {
    gallery.put(enrollment("ann", embedding("s", 1, 0)));
    gallery.put(enrollment("bob", embedding("s", 0.9f, 0.1f)));
    gallery.remove("ann");
    gallery.remove("nobody");
    assertThat(gallery.identities()).isEqualTo(1);
    assertThat(match(embedding("s", 1, 0)).map(Match::identityId)).contains("bob");
    gallery.remove("bob");
    assertThat(match(embedding("s", 1, 0))).isEmpty();
  }

  @Test
  void notThisPersonVetoesWhoIsNearerToTheMistakeThanToTheTemplate() {
    Embedding lookAlike = embedding("s", 1, 0.6f);
    gallery.put(
        new Enrollment(
            "ann",
            "Ann",
            List.of(template("t", embedding("s", 1, 0), MaskState.BARE)),
            List.of(template("n", lookAlike, MaskState.BARE)),
            Instant.EPOCH,
            Unknown.NONE));
    gallery.put(enrollment("bob", embedding("s", 0.2f, 1)));
    assertThat(match(embedding("s", 1, 0.1f)).map(Match::identityId)).contains("ann");
    // Nearer to Ann's template than to Bob's, and yet it is not her.
    assertThat(match(lookAlike).map(Match::identityId)).contains("bob");
  }

  @Test
  void eachPairingHasItsThreshold() {
    RecogniserSpec spec =
        new RecogniserSpec(
            "o",
            2,
            null,
            0.5,
            Map.of("bareBare", Map.of("1e-3", 0.7), "maskedBare", Map.of("1e-3", 0.9)));
    Matcher card = new Matcher(gallery, Thresholds.of(spec, Optional.empty()), 1e-3);
    gallery.put(enrollment("ann", embedding("s", 1, 0)));
    Embedding face = embedding("s", 0.8f, 0.6f);
    Decision bare = card.match(List.of(new Query(face, MaskState.BARE))).get(0);
    Decision masked = card.match(List.of(new Query(face, MaskState.MASKED))).get(0);
    Decision unsaid = card.match(List.of(new Query(face, MaskState.UNKNOWN))).get(0);
    assertThat(bare.match().map(Match::pairing)).contains(MaskPairing.BARE_BARE);
    assertThat(bare.match().map(Match::falseMatchRate)).contains(1e-3);
    assertThat(masked.match()).isEmpty();
    assertThat(masked.nearest().map(Match::threshold)).contains(0.9f);
    assertThat(unsaid.nearest().map(Match::threshold)).contains(0.9f);
  }

  @Test
  void aNameIsKeptOnLessThanItTakesToGetIt() {
    RecogniserSpec spec =
        new RecogniserSpec("o", 2, null, 0.5, Map.of("bareBare", Map.of("1e-2", 0.6, "1e-3", 0.9)));
    Matcher card = new Matcher(gallery, Thresholds.of(spec, Optional.empty()), 1e-3);
    gallery.put(enrollment("ann", embedding("s", 1, 0)));
    Match ann = new Match("ann", "Ann", 0.95f, 0.9f);
    Match bob = new Match("bob", "Bob", 0.95f, 0.9f);

    Embedding wavering = embedding("s", 0.8f, 0.6f);
    Decision decision = card.match(List.of(new Query(wavering, MaskState.BARE))).get(0);
    assertThat(decision.match(Optional.empty())).isEmpty();
    assertThat(decision.match(Optional.of(bob))).isEmpty();
    assertThat(decision.match(Optional.of(ann)).map(Match::falseMatchRate)).contains(1e-2);
    assertThat(decision.match(Optional.of(ann)).map(Match::threshold)).contains(0.6f);

    Embedding other = embedding("s", 0.5f, 0.8f);
    decision = card.match(List.of(new Query(other, MaskState.BARE))).get(0);
    assertThat(decision.match(Optional.of(ann))).isEmpty();
  }

  @Test
  void aClosedGallerySaysSo() {
    gallery.close();
    assertThatThrownBy(() -> decide(embedding("s", 1, 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private Decision decide(Embedding face) {
    return matcher.match(List.of(new Query(face, MaskState.BARE))).get(0);
  }

  private Optional<Match> match(Embedding face) {
    return decide(face).match();
  }

  private static Embedding embedding(String space, float... values) {
    return Embedding.normalised(space, values);
  }

  private static Enrollment enrollment(String id, Embedding... embeddings) {
    List<Template> templates = new ArrayList<>();
    for (Embedding e : embeddings) {
      templates.add(template(id + templates.size(), e, MaskState.BARE));
    }
    return new Enrollment(id, id.toUpperCase(), templates, Instant.EPOCH);
  }

  private static Template template(String id, Embedding embedding, MaskState mask) {
    return new Template(id, embedding, new byte[0], "test", Instant.EPOCH, mask, Unknown.NONE);
  }
}
