package io.sightline.recognizer.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GalleryTest {
  private final Gallery gallery = new Gallery("s");
  private final Matcher matcher = new Matcher(gallery, 0.6f);

  @Test
  void theNearestTemplateNamesTheFace() {
    gallery.put(enrollment("ann", embedding("s", 1, 0), embedding("s", 0, 1)));
    gallery.put(enrollment("bob", embedding("s", -1, 0)));
    var match = matcher.match(embedding("s", 0.1f, 1)).orElseThrow();
    assertThat(match.identityId()).isEqualTo("ann");
    assertThat(match.similarity()).isCloseTo(0.995f, within(1e-3f));
    assertThat(match.threshold()).isEqualTo(0.6f);
  }

  @Test
  void aStrangerHasNoName() {
    assertThat(matcher.match(embedding("s", 1, 0))).isEmpty();
    gallery.put(enrollment("ann", embedding("s", 1, 0)));
    assertThat(matcher.match(embedding("s", 0, 1))).isEmpty();
  }

  @Test
  void anotherSpaceIsSetAside() {
    gallery.put(enrollment("ann", embedding("other", 1, 0), embedding("s", 0, 1)));
    assertThat(gallery.setAside()).isEqualTo(1);
    assertThat(matcher.match(embedding("s", 1, 0))).isEmpty();
    gallery.put(enrollment("ann", embedding("s", 0, 1)));
    assertThat(gallery.setAside()).isZero();
  }

  @Test
  void theRemovedAreForgotten() {
    gallery.put(enrollment("ann", embedding("s", 1, 0)));
    gallery.remove("ann");
    assertThat(gallery.identities()).isZero();
    assertThat(matcher.match(embedding("s", 1, 0))).isEmpty();
  }

  private static Embedding embedding(String space, float... values) {
    return Embedding.normalised(space, values);
  }

  private static Enrollment enrollment(String id, Embedding... embeddings) {
    List<Template> templates = new ArrayList<>();
    for (Embedding e : embeddings) {
      templates.add(new Template(id + templates.size(), e, new byte[0], "test", Instant.EPOCH));
    }
    return new Enrollment(id, id.toUpperCase(), templates, Instant.EPOCH);
  }
}
