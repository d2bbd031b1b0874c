package io.sightline.trainer.train;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** A recipe file and options laid over it. */
public final class RecipeOptions {
  @Option(
      names = "--recipe",
      paramLabel = "FILE",
      description = "YAML, see trainer/recipes. Default: the paper's")
  private Path recipe;

  @Option(names = "--net", description = "ir18, ir34, ir50, ir100 or mobilefacenet")
  private String net;

  @Option(names = "--width", description = "factor of all channel counts")
  private String width;

  @Option(names = "--embedding", description = "length of the embedding")
  private String embedding;

  @Option(names = "--steps", description = "of the whole training")
  private String steps;

  @Option(names = "--batch", description = "pictures in a step")
  private String batch;

  @Option(names = "--rate", description = "learning rate after the warm-up")
  private String rate;

  @Option(names = "--seed", description = "of everything random")
  private String seed;

  @Option(names = "--precision", description = "auto, fp32, bf16 or fp16")
  private String precision;

  @Option(names = "--checkpoint-every", description = "steps between checkpoints")
  private String checkpointEvery;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "any key of the recipe, such as loss.margin=0 or loss.sampled_classes=100000")
  private Map<String, String> others = new LinkedHashMap<>();

  /**
   * @throws TrainingException when file or options cannot be used
   */
  public Recipe read() {
    return read(Map.of());
  }

  /**
   * @param defaults by key, for what neither file nor options name
   */
  public Recipe read(Map<String, String> defaults) {
    Map<String, String> all = new LinkedHashMap<>();
    put(all, "network.type", net);
    put(all, "network.width", width);
    put(all, "network.embedding", embedding);
    put(all, "steps", steps);
    put(all, "batch", batch);
    put(all, "schedule.rate", rate);
    put(all, "seed", seed);
    put(all, "precision", precision);
    put(all, "checkpoint_every", checkpointEvery);
    all.putAll(others);
    return RecipeReader.read(recipe, defaults, all);
  }

  private static void put(Map<String, String> all, String key, String value) {
    if (value != null) {
      all.put(key, value);
    }
  }
}
