package io.sightline.trainer.data;

import java.nio.file.Files;
import java.nio.file.Path;

/** Opens labelled sets of aligned faces. */
public final class FaceSets {

  private FaceSets() {}

  /**
   * Opens a {@code .rec} file (with its {@code .idx} and {@code property}, where there are any),
   * the folder that holds a {@code train.rec}, or a folder with one folder of pictures for each
   * identity. Beside a {@code .rec}, or in the root of a folder set, {@code truth.jsonl} may say
   * who wears a mask.
   *
   * @throws FaceDataException when there is no such set, it is empty, or more than 1 % of it is
   *     damaged
   */
  public static FaceSet open(Path path) {
    if (!Files.exists(path)) {
      throw new FaceDataException(path + " does not exist");
    }
    if (Files.isRegularFile(path)) {
      return RecordFaceSetReader.open(path);
    }
    Path rec = path.resolve("train.rec");
    return Files.exists(rec) ? RecordFaceSetReader.open(rec) : new FolderFaceSet(path);
  }
}
