package io.sightline.trainer.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sightline.trainer.train.Precision;
import io.sightline.trainer.train.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * All that decides a detector's training.
 *
 * @param seed of weights, order and augmentation
 * @param steps of the whole training
 * @param batch views in a step
 * @param side of the views, pixels, a multiple of 32
 * @param singles share of single faces among views of one picture; the others are scenes
 * @param portraits share of those that are shown whole, as photos to enrol are
 * @param backs share of views of a scene that look at somebody whose face is not to be seen, where
 *     there is somebody: what finds faces takes the backs of heads for them first
 * @param rate learning rate after the warm-up; it falls to zero along a half cosine
 * @param warmup steps over which the rate rises
 * @param decay of the weights, decoupled
 * @param precision of the forward pass
 * @param checkpointEvery steps between checkpoints
 * @param render the training set: name of each part and the arguments of {@code render} that make
 *     it
 */
record DetectorRecipe(
    long seed,
    int steps,
    int batch,
    int side,
    double singles,
    double portraits,
    double backs,
    double rate,
    int warmup,
    double decay,
    Precision precision,
    int checkpointEvery,
    Map<String, String> render) {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();

  DetectorRecipe {
    check(steps > 0 && batch > 0, "steps and batch must be above 0");
    check(side > 0 && side % 32 == 0, "side must be a multiple of 32, is " + side);
    check(
        share(singles) && share(portraits) && share(backs),
        "singles, portraits and backs are shares, 0 to 1");
    check(rate > 0 && warmup >= 0 && decay >= 0, "rate above 0, warmup and decay not below");
    check(precision != null, "precision is missing (auto, fp32, bf16)");
    check(precision != Precision.FP16, "precision fp16 is not supported: its loss needs a scale");
    check(checkpointEvery > 0, "checkpoint_every must be above 0");
    render = render == null ? Map.of() : Map.copyOf(render);
  }

  /**
   * @throws TrainingException when it cannot be read or used; names the file and the key
   */
  static DetectorRecipe read(Path file) {
    try {
      return MAPPER.readValue(Files.readString(file), DetectorRecipe.class);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException ? e.getCause() : null;
      String reason = cause == null ? firstPart(e.getOriginalMessage()) : cause.getMessage();
      throw new TrainingException("recipe " + file + ": " + reason, e);
    } catch (IOException e) {
      throw new TrainingException("recipe " + file + " cannot be read: " + e, e);
    }
  }

  /** What comes after it is about the library's settings. */
  private static String firstPart(String message) {
    return message.split(";")[0].replace("creator property", "key");
  }

  void write(Path file) throws IOException {
    Files.writeString(file, MAPPER.writeValueAsString(this));
  }

  /**
   * @param step from 0
   */
  double rateAt(long step) {
    if (step < warmup) {
      return rate * (step + 1) / warmup;
    }
    double gone = (step - warmup) / (double) Math.max(1, steps - warmup);
    return rate * 0.5 * (1 + Math.cos(Math.PI * Math.min(1, gone)));
  }

  private static boolean share(double value) {
    return value >= 0 && value <= 1;
  }

  private static void check(boolean holds, String complaint) {
    if (!holds) {
      throw new IllegalArgumentException(complaint);
    }
  }
}
