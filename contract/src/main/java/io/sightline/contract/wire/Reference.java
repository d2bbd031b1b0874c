package io.sightline.contract.wire;

import io.sightline.contract.face.Embedding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What faces are compared with: the mean of an identity's templates of one mask state. It is nearer
 * to the person than single photos are, and hardly nearer to strangers (ADR 55). Made anew from the
 * templates wherever it is needed, never sent.
 *
 * @param templateId of the template that is nearest to the mean
 */
public record Reference(MaskState mask, Embedding embedding, String templateId) {

  private record Kind(MaskState mask, String space, int size) {}

  /** One for each mask state, embedding space and size, in the order of their first templates. */
  public static List<Reference> of(List<Template> templates) {
    Map<Kind, List<Template>> byKind = new LinkedHashMap<>();
    for (Template t : templates) {
      Kind kind = new Kind(t.mask(), t.embedding().space(), t.embedding().values().length);
      byKind.computeIfAbsent(kind, k -> new ArrayList<>()).add(t);
    }
    return byKind.entrySet().stream().map(e -> of(e.getKey().mask(), e.getValue())).toList();
  }

  private static Reference of(MaskState mask, List<Template> alike) {
    Embedding mean = Embedding.mean(alike.stream().map(Template::embedding).toList());
    Template middle =
        alike.stream()
            .max(Comparator.comparingDouble(t -> mean.cosine(t.embedding())))
            .orElseThrow();
    return new Reference(mask, mean, middle.id());
  }
}
