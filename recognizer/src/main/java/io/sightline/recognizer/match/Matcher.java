package io.sightline.recognizer.match;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.Match;
import java.util.Optional;

/** Names a face when its nearest template is near enough. Thread-safe. */
public final class Matcher {
  private final Gallery gallery;
  private final float threshold;

  /**
   * @param threshold cosine to reach
   */
  public Matcher(Gallery gallery, float threshold) {
    this.gallery = gallery;
    this.threshold = threshold;
  }

  public Optional<Match> match(Embedding embedding) {
    return gallery
        .nearest(embedding)
        .filter(c -> c.similarity() >= threshold)
        .map(c -> new Match(c.identityId(), c.displayName(), c.similarity(), threshold));
  }
}
