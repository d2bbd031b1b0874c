package io.sightline.trainer.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a training: one folder each below {@code checkpoints}, with {@code
 * checkpoint.json} and {@code state.safetensors}. A folder gets its name when all of it is on the
 * disk, so that whatever has the name is whole.
 */
public final class CheckpointStore {
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointStore.class);
  private static final String PARTIAL = ".partial";
  private static final String WHOLE = "step-\\d+";
  private static final String TENSORS = "state.safetensors";
  private static final String INFO = "checkpoint.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /** What a recipe meant before it had these keys. */
  private static final Map<String, Map<String, JsonNode>> EARLIER =
      Map.of(
          "network", Map.of("straighten", BooleanNode.FALSE),
          "augment", Map.of("misalignment", DoubleNode.valueOf(1)));

  private final Path folder;

  /**
   * @param training the folder of the training
   */
  public CheckpointStore(Path training) {
    folder = training.resolve("checkpoints");
  }

  /**
   * Writes one and removes those beyond the recipe's {@code keep}, and what was broken off. Nobody
   * else may write here meanwhile, see {@link TrainingLock}.
   *
   * @throws TrainingException when it cannot be written; the older ones are untouched then
   */
  public Path write(CheckpointInfo info, Map<String, Tensor> tensors) {
    Path whole = folder.resolve(String.format("step-%09d", info.step()));
    if (Files.exists(whole)) {
      return whole;
    }
    Path partial = partial(whole);
    removeAll(WHOLE + "\\" + PARTIAL, 0);
    try {
      Files.createDirectories(partial);
      checkRoom(TensorFile.bytes(tensors));
      TensorFile.write(partial.resolve(TENSORS), tensors);
      Files.writeString(partial.resolve(INFO), JSON.writeValueAsString(info));
      sync(partial.resolve(INFO));
      Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failed(info.step(), partial, e);
    }
    removeAll(WHOLE, info.recipe().keep());
    return whole;
  }

  private static Path partial(Path whole) {
    return whole.resolveSibling(whole.getFileName() + PARTIAL);
  }

  private TrainingException failed(long step, Path partial, IOException e) {
    try {
      delete(partial);
    } catch (IOException left) {
      e.addSuppressed(left);
    }
    String kept = latest().map(last -> "kept: " + last).orElse("there is no older one");
    return new TrainingException(
        "the checkpoint of step " + step + " cannot be written: " + e.getMessage() + "; " + kept,
        e);
  }

  private void checkRoom(long bytes) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < bytes + (1 << 20)) {
      throw new IOException(
          "no space left in "
              + folder
              + ": it takes "
              + (bytes >> 20)
              + " MiB, free are "
              + (free >> 20)
              + " MiB");
    }
  }

  private static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** All of this name but the last; a training does not end because one cannot be removed. */
  private void removeAll(String name, int keep) {
    try {
      List<Path> all = all(name);
      all.subList(0, Math.max(0, all.size() - keep)).forEach(CheckpointStore::remove);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("nothing is removed from {}: {}", folder, e.toString());
    }
  }

  private static void remove(Path old) {
    try {
      // It loses its name first, so that what has one is whole at any time.
      boolean named = old.getFileName().toString().matches(WHOLE);
      delete(named ? Files.move(old, partial(old), StandardCopyOption.ATOMIC_MOVE) : old);
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} is not removed: {}", old, e.toString());
    }
  }

  private List<Path> all(String name) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.getFileName().toString().matches(name)).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** The one that goes furthest. */
  public Optional<Path> latest() {
    try {
      List<Path> all = all(WHOLE);
      return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    } catch (IOException e) {
      throw new TrainingException(folder + " cannot be read: " + e, e);
    }
  }

  /**
   * The checkpoint a person means: its own folder, or the latest of a training's folder.
   *
   * @throws TrainingException when there is none
   */
  public static Path find(Path folder) {
    if (Files.exists(folder.resolve(INFO))) {
      return folder;
    }
    return new CheckpointStore(folder)
        .latest()
        .orElseThrow(() -> new TrainingException(folder + " holds no checkpoint"));
  }

  /**
   * What a training goes on from: its latest.
   *
   * @throws TrainingException when there is none, or the folder is a checkpoint's own: what follows
   *     would be written into it, and be lost to the training
   */
  static Path ofTraining(Path folder) {
    if (Files.exists(folder.resolve(INFO))) {
      throw new TrainingException(
          folder
              + " is one checkpoint; resume its training by the folder that holds 'checkpoints', or"
              + " begin a new one from it with finetune");
    }
    return find(folder);
  }

  /**
   * @throws TrainingException when it is damaged
   */
  public static CheckpointInfo info(Path checkpoint) {
    Path file = checkpoint.resolve(INFO);
    try {
      JsonNode info = JSON.readTree(Files.readString(file));
      EARLIER.forEach(
          (part, values) -> {
            if (info.path("recipe").path(part) instanceof ObjectNode known) {
              values.forEach(known::putIfAbsent);
            }
          });
      return JSON.treeToValue(info, CheckpointInfo.class);
    } catch (JsonProcessingException e) {
      throw new TrainingException(file + " is damaged: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new TrainingException(file + " cannot be read: " + e, e);
    }
  }

  /**
   * Fills tensors by name. To be called without gradients.
   *
   * @throws TrainingException when the checkpoint is damaged or of another network
   */
  public static void restore(Path checkpoint, Map<String, Tensor> tensors) {
    TensorFile.read(checkpoint.resolve(TENSORS), tensors);
  }
}
