package io.sightline.trainer.detect;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.trainer.train.TensorFile;
import io.sightline.trainer.train.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * A detector's training on the disk: {@code recipe.yaml}, {@code training.json}, {@code
 * losses.csv}, and the last two checkpoints, {@code step-N.safetensors}. A file gets its name when
 * all of it is on the disk, and {@code training.json} names the checkpoint last.
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

  /**
   * Makes the folder of a new training.
   *
   * @param from the training whose weights it starts with; null for none
   */
  void begin(DetectorRecipe recipe, Path from) {
    if (started()) {
      throw new TrainingException(
          folder + " holds a training already: go on with --resume, or name another folder");
    }
    try {
      Files.createDirectories(folder);
      recipe.write(folder.resolve("recipe.yaml"));
      if (from != null) {
        Path origin = folder.resolve("origin.txt");
        Files.writeString(origin, new DetectorFolder(from).story() + "; then ");
      }
      Files.writeString(folder.resolve("losses.csv"), "step,rate,objectness,class,box,points\n");
    } catch (IOException e) {
      throw new TrainingException(folder + " cannot be written: " + e, e);
    }
  }

  /** How it was trained, with what it started from, for people. */
  String story() {
    DetectorRecipe recipe = recipe();
    Progress progress = progress();
    try {
      Path origin = folder.resolve("origin.txt");
      return (Files.exists(origin) ? Files.readString(origin) : "")
          + String.format(
              Locale.ROOT,
              "%d steps of %d views of %dx%d, seed %d, rate %s, %.0f minutes",
              progress.step(),
              recipe.batch(),
              recipe.side(),
              recipe.side(),
              recipe.seed(),
              recipe.rate(),
              progress.seconds() / 60);
    } catch (IOException e) {
      throw new TrainingException(folder + " cannot be read: " + e, e);
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

  private List<Path> checkpoints() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".safetensors")).sorted().toList();
    }
  }

  void save(Progress progress, Map<String, Tensor> tensors) {
    Path file = checkpoint(progress.step());
    try {
      List<Path> old = checkpoints();
      Path partial = folder.resolve("checkpoint.partial");
      Files.deleteIfExists(partial);
      TensorFile.write(partial, tensors);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      Path words = folder.resolve(PROGRESS + ".partial");
      Files.writeString(words, JSON.writeValueAsString(progress) + "\n");
      Files.move(words, folder.resolve(PROGRESS), StandardCopyOption.ATOMIC_MOVE);
      // The last one stays for who is just reading it.
      for (Path other : old.subList(0, Math.max(0, old.size() - 1))) {
        Files.delete(other);
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
