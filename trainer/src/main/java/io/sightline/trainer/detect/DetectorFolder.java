package io.sightline.trainer.detect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.trainer.train.TensorFile;
import io.sightline.trainer.train.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A detector's training on the disk: {@code recipe.yaml}, {@code training.json}, {@code
 * losses.csv}, and one checkpoint, {@code step-N.safetensors}. A file gets its name when all of it
 * is on the disk, and {@code training.json} names the checkpoint last.
 */
final class DetectorFolder {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROGRESS = "training.json";

  private final Path folder;

  DetectorFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * How far a training is.
   *
   * @param step next to be done
   * @param pictures of its set
   * @param people faces of its set
   * @param seconds it has taken
   */
  record Progress(long step, int pictures, int people, double seconds) {}

  boolean started() {
    return Files.exists(folder.resolve(PROGRESS));
  }

  /** Makes the folder of a new training. */
  void begin(DetectorRecipe recipe) {
    if (started()) {
      throw new TrainingException(
          folder + " holds a training already: go on with --resume, or name another folder");
    }
    try {
      Files.createDirectories(folder);
      recipe.write(folder.resolve("recipe.yaml"));
      Files.writeString(folder.resolve("losses.csv"), "step,rate,objectness,class,box,points\n");
    } catch (IOException e) {
      throw new TrainingException(folder + " cannot be written: " + e, e);
    }
  }

  DetectorRecipe recipe() {
    return DetectorRecipe.read(folder.resolve("recipe.yaml"));
  }

  Progress progress() {
    Path file = folder.resolve(PROGRESS);
    if (!started()) {
      throw new TrainingException(folder + " holds no training of a detector");
    }
    try {
      return JSON.readValue(Files.readString(file), Progress.class);
    } catch (IOException e) {
      throw new TrainingException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Fills tensors by name. Without gradients. */
  void restore(Map<String, Tensor> tensors) {
    TensorFile.read(checkpoint(progress().step()), tensors);
  }

  private Path checkpoint(long step) {
    return folder.resolve("step-%09d.safetensors".formatted(step));
  }

  void save(Progress progress, Map<String, Tensor> tensors) {
    Path file = checkpoint(progress.step());
    try {
      Path old = started() ? checkpoint(progress().step()) : null;
      Path partial = folder.resolve("checkpoint.partial");
      Files.deleteIfExists(partial);
      TensorFile.write(partial, tensors);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      Path words = folder.resolve(PROGRESS + ".partial");
      Files.writeString(words, JSON.writeValueAsString(progress) + "\n");
      Files.move(words, folder.resolve(PROGRESS), StandardCopyOption.ATOMIC_MOVE);
      if (old != null && !old.equals(file)) {
        Files.deleteIfExists(old);
      }
    } catch (IOException e) {
      throw new TrainingException("checkpoint " + file + " cannot be written: " + e, e);
    }
  }

  void note(long step, double rate, DetectorLosses losses) {
    String line =
        String.format(
            Locale.ROOT,
            "%d,%.6g,%.5f,%.5f,%.5f,%.5f%n",
            step,
            rate,
            losses.objectness(),
            losses.kind(),
            losses.box(),
            losses.points());
    try {
      Files.writeString(
          folder.resolve("losses.csv"), line, java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new TrainingException(folder + " cannot be written: " + e, e);
    }
  }
}
