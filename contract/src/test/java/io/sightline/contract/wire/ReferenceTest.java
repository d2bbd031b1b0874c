package io.sightline.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.face.Embedding;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceTest {

  @Test
  void photosOfOneMaskStateBecomeOne() {
    List<Reference> references =
        Reference.of(
            List.of(
                template("left", MaskState.BARE, "s", 1, 1),
                template("masked", MaskState.MASKED, "s", 1, 0),
                template("middle", MaskState.BARE, "s", 0, 1),
                template("right", MaskState.BARE, "s", -1, 1)));
    assertThat(references).extracting(Reference::templateId).containsExactly("middle", "masked");
    assertThat(references)
        .extracting(Reference::mask)
        .containsExactly(MaskState.BARE, MaskState.MASKED);
    float[] mean = references.get(0).embedding().values();
    assertThat(mean[0]).isCloseTo(0, within(1e-6f));
    assertThat(mean[1]).isCloseTo(1, within(1e-6f));
    assertThat(references.get(1).embedding().values()).containsExactly(1, 0);
  }

  @Test
  void embeddingSpacesAreNotMixed() {
    List<Reference> references =
        Reference.of(
            List.of(
                template("a", MaskState.BARE, "s", 1, 0),
                template("b", MaskState.BARE, "t", 0, 1),
                template("c", MaskState.BARE, "s", 1, 0, 0)));
    assertThat(references).extracting(Reference::templateId).containsExactly("a", "b", "c");
  }

  @Test
  void facesThatCancelOutLeaveTheFirst() {
    List<Reference> references =
        Reference.of(
            List.of(
                template("a", MaskState.BARE, "s", 1, 0),
                template("b", MaskState.BARE, "s", -1, 0)));
    assertThat(references).hasSize(1);
    assertThat(references.get(0).embedding().values()).containsExactly(1, 0);
  }

  @Test
  void nobodyHasNone() {
    assertThat(Reference.of(List.of())).isEmpty();
  }

  private static Template template(String id, MaskState mask, String space, float... values) {
    Embedding embedding = Embedding.normalised(space, values);
    return new Template(id, embedding, new byte[0], "", Instant.EPOCH, mask, Unknown.NONE);
  }
}
