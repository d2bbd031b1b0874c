package io.sightline.recognizer.match;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.MaskState;
import java.util.HashMap;
import java.util.Map;

/** The two identities that come nearest to one query, as far as was compared. Not thread-safe. */
final class Nearest {
  private final float[] query;
  private final Embedding embedding;
  private final Map<Identity, Float> vetoes = new HashMap<>();
  private final float[] scratch;
  private Hit first;
  private Hit second;

  Nearest(Embedding embedding) {
    this.embedding = embedding;
    this.query = embedding.values();
    this.scratch = new float[query.length];
  }

  Hit first() {
    return first;
  }

  /** Of another identity than the first. */
  Hit second() {
    return second;
  }

  /** What the excess of a hit must reach to change anything. */
  float floor() {
    return second == null ? Float.NEGATIVE_INFINITY : second.excess();
  }

  /**
   * Compares exactly. A row is vetoed when the query is at least as near to a face that the
   * identity's is known not to be.
   */
  void consider(Block block, int index, Row row, MaskState mask, float threshold) {
    block.read(index, scratch);
    float similarity = Embedding.dot(query, scratch);
    Identity identity = row.identity();
    if (identity.negatives().isEmpty() || similarity > veto(identity)) {
      offer(new Hit(row, mask, similarity, similarity - threshold));
    }
  }

  void merge(Nearest other) {
    if (other.first != null) {
      offer(other.first);
    }
    if (other.second != null) {
      offer(other.second);
    }
  }

  private void offer(Hit hit) {
    if (first == null || hit.row().identity() == first.row().identity()) {
      first = hit.beats(first) ? hit : first;
    } else if (hit.beats(first)) {
      second = first;
      first = hit;
    } else if (hit.beats(second)) {
      second = hit;
    }
  }

  private float veto(Identity identity) {
    return vetoes.computeIfAbsent(
        identity,
        i -> {
          float nearest = -1;
          for (Embedding negative : i.negatives()) {
            nearest = Math.max(nearest, negative.cosine(embedding));
          }
          return nearest;
        });
  }
}
