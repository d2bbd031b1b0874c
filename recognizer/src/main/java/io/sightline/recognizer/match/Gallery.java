package io.sightline.recognizer.match;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The templates of all identities, in memory. Thread-safe: it can change while it is searched.
 * Templates of another embedding space are set aside and counted.
 */
public final class Gallery {
  private final String space;
  private final Map<String, Entry> identities = new ConcurrentHashMap<>();
  private final AtomicInteger setAside = new AtomicInteger();

  private record Entry(String displayName, List<Embedding> templates, int setAside) {}

  /**
   * The identity that comes nearest.
   *
   * @param similarity cosine to its nearest template
   */
  public record Candidate(String identityId, String displayName, float similarity) {}

  public Gallery(String space) {
    this.space = space;
  }

  public void put(Enrollment enrollment) {
    List<Embedding> own = new ArrayList<>();
    for (Template template : enrollment.templates()) {
      if (template.embedding().space().equals(space)) {
        own.add(template.embedding());
      }
    }
    int foreign = enrollment.templates().size() - own.size();
    Entry before =
        identities.put(enrollment.identityId(), new Entry(enrollment.displayName(), own, foreign));
    setAside.addAndGet(foreign - (before == null ? 0 : before.setAside()));
  }

  public void remove(String identityId) {
    Entry before = identities.remove(identityId);
    if (before != null) {
      setAside.addAndGet(-before.setAside());
    }
  }

  public int identities() {
    return identities.size();
  }

  /** Templates that cannot be compared with what the recogniser gives now. */
  public int setAside() {
    return setAside.get();
  }

  /** Compares with every template; empty when there is none. */
  public Optional<Candidate> nearest(Embedding embedding) {
    Candidate best = null;
    for (var identity : identities.entrySet()) {
      for (Embedding template : identity.getValue().templates()) {
        float similarity = template.cosine(embedding);
        if (best == null || similarity > best.similarity()) {
          best = new Candidate(identity.getKey(), identity.getValue().displayName(), similarity);
        }
      }
    }
    return Optional.ofNullable(best);
  }
}
