package io.sightline.trainer.evaluate;

import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.VerificationSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** A list of a set's pictures on which masks are worn, one name a line. */
final class MaskedNames {
  private MaskedNames() {}

  /**
   * @throws FaceDataException when it cannot be read, or names a picture that the set lacks
   */
  static Set<String> read(Path list, VerificationSet set) {
    Set<String> names;
    try {
      names = new HashSet<>(Files.readAllLines(list));
    } catch (IOException e) {
      throw new FaceDataException(list + " cannot be read: " + e, e);
    }
    names.remove("");
    Set<String> unknown = new TreeSet<>(names);
    set.pictures().forEach(picture -> unknown.remove(picture.name()));
    if (!unknown.isEmpty()) {
      throw new FaceDataException(
          list
              + " names "
              + unknown.size()
              + " pictures that "
              + set.name()
              + " does not have, such as '"
              + unknown.iterator().next()
              + "'; it has such as '"
              + set.pictures().get(0).name()
              + "'");
    }
    return names;
  }
}
