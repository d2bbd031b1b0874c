package io.sightline.trainer.detect;

import io.sightline.trainer.data.FaceDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rendered pictures to learn or to measure on: scenes as {@code render scenes} writes them, single
 * faces as {@code render faces --whole} does. Kept decoded in native memory, 2.8 MB a picture of
 * 1280x720: a training looks at each many times. Thread-safe.
 */
public final class DetectionSet implements AutoCloseable {
  private static final String SCENES = "scenes.json";
  private static final String FACES = "truth.jsonl";

  private final List<LabelledPicture> scenes = new ArrayList<>();
  private final List<LabelledPicture> faces = new ArrayList<>();

  private DetectionSet() {}

  /**
   * @param folder of scenes, of single faces, or of such folders; those named {@code .part} are
   *     left out
   * @throws FaceDataException when there are none, or a file is damaged
   */
  public static DetectionSet open(Path folder) {
    DetectionSet set = new DetectionSet();
    try {
      for (Path part : parts(folder)) {
        if (Files.exists(part.resolve(SCENES))) {
          RenderedFiles.scenes(part, set.scenes::add);
        } else if (Files.exists(part.resolve(FACES))) {
          RenderedFiles.faces(part, part.resolve(FACES), set.faces::add);
        }
      }
    } catch (IOException e) {
      set.close();
      throw new FaceDataException(folder + " cannot be read: " + e, e);
    }
    if (set.scenes.isEmpty() && set.faces.isEmpty()) {
      throw new FaceDataException(
          folder + " holds neither scenes ('render scenes') nor faces ('render faces --whole')");
    }
    return set;
  }

  private static List<Path> parts(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new FaceDataException(folder + " is no folder");
    }
    try (Stream<Path> files = Files.list(folder)) {
      // Of a rendering that was broken off, NAME.part is left.
      Stream<Path> whole =
          files.filter(f -> Files.isDirectory(f) && !f.toString().endsWith(".part")).sorted();
      return Stream.concat(Stream.of(folder), whole).toList();
    }
  }

  public List<LabelledPicture> scenes() {
    return scenes;
  }

  public List<LabelledPicture> faces() {
    return faces;
  }

  int people() {
    return Stream.concat(scenes.stream(), faces.stream()).mapToInt(p -> p.people().size()).sum();
  }

  @Override
  public void close() {
    Stream.concat(scenes.stream(), faces.stream()).forEach(p -> p.rgb().close());
    scenes.clear();
    faces.clear();
  }
}
