package io.sightline.indexer.document;

import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.Match;
import java.util.Locale;
import java.util.Map;

/** A decision with its numbers, as documents have it; what is not known is left out. */
final class MatchDocument {

  private MatchDocument() {}

  static Map<String, Object> of(Match m) {
    Map<String, Object> document = Fields.of();
    document.put("id", m.identityId());
    document.put("name", m.displayName());
    document.put("similarity", m.similarity());
    document.put("threshold", m.threshold());
    if (!m.templateId().isEmpty()) {
      document.put("template", m.templateId());
      document.put("gallerySize", m.gallerySize());
    }
    if (m.pairing() != MaskPairing.UNKNOWN) {
      document.put("pairing", m.pairing().name().toLowerCase(Locale.ROOT));
    }
    if (m.falseMatchRate() > 0) {
      document.put("falseMatchRate", m.falseMatchRate());
      document.put("comparisonRate", m.comparisonRate());
    }
    m.runnerUp()
        .ifPresent(
            r ->
                document.put(
                    "runnerUp",
                    Fields.of(
                        "id", r.identityId(),
                        "name", r.displayName(),
                        "similarity", r.similarity())));
    m.margin().ifPresent(margin -> document.put("margin", margin));
    return document;
  }
}
