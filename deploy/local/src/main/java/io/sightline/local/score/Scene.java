package io.sightline.local.score;

import java.util.Map;

/**
 * The truth about what the cameras of a run played.
 *
 * @param clips by camera
 * @param identities ids of the people who were to be enrolled, by person; empty where that failed
 */
public record Scene(Map<String, ClipTruth> clips, Map<String, String> identities) {

  boolean enrolled(String person) {
    return identities.containsKey(person);
  }

  /**
   * Whether an identity is this person.
   *
   * @param identity id; empty for nobody
   */
  boolean is(String identity, String person) {
    return !identity.isEmpty() && identity.equals(identities.get(person));
  }
}
