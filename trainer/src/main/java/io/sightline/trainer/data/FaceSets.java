package io.sightline.trainer.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens labelled sets of aligned faces. */
public final class FaceSets {

  private FaceSets() {}

  /**
   * Opens a {@code .rec} file (with its {@code .idx} and {@code property}, where there are any),
   * the folder that holds a {@code train.rec}, a folder with one folder of pictures for each
   * identity, or a folder of folders with a {@code train.rec} each, whose persons are all others.
   * Beside a {@code .rec}, or in the root of a folder set, {@code truth.jsonl} may say who wears a
   * mask.
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
    Path rec = rec(path);
    if (Files.exists(rec)) {
      return RecordFaceSetReader.open(rec);
    }
    List<Path> parts =
        PictureFiles.sorted(path).stream().filter(part -> Files.exists(rec(part))).toList();
    return parts.isEmpty() ? new FolderFaceSet(path) : joined(parts);
  }

  private static FaceSet joined(List<Path> parts) {
    List<FaceSet> sets = new ArrayList<>();
    try {
      parts.forEach(part -> sets.add(RecordFaceSetReader.open(rec(part))));
    } catch (FaceDataException e) {
      sets.forEach(FaceSet::close);
      throw e;
    }
    return new JoinedFaceSet(sets, parts.stream().map(p -> p.getFileName().toString()).toList());
  }

  private static Path rec(Path folder) {
    return folder.resolve("train.rec");
  }
}
