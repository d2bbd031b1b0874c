package io.sightline.recognizer.match;

import io.sightline.contract.face.Embedding;
import java.util.List;

/**
 * Who the rows of the gallery belong to. Compared by reference: enrolling an identity anew makes
 * new rows of a new one.
 *
 * @param references that are compared with
 * @param setAside templates and negatives of other embedding spaces
 */
record Identity(
    String id, String displayName, int references, List<Embedding> negatives, int setAside) {

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
