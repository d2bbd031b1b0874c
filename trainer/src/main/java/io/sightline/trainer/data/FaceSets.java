package io.sightline.trainer.data;

import java.nio.file.Path;

/** Opens labelled sets of aligned faces. */
public final class FaceSets {

  private FaceSets() {}

  /**
   * Opens a {@code .rec} file (with its {@code .idx}), the folder that holds a {@code train.rec},
   * or a folder with one folder for each identity.
   *
   * @throws FaceDataException when there is no such set, it is empty, or more than 1 % is damaged
   */
  public static FaceSet open(Path path) {
    throw new UnsupportedOperationException("opening " + path + " is not built yet");
  }
}
