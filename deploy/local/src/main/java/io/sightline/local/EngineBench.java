package io.sightline.local;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.RecognitionConfig.Engine;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelFolder;
import io.sightline.contract.model.ModelInput;
import io.sightline.recognizer.engine.Engines;
import io.sightline.recognizer.engine.InferenceEngine;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what the recogniser's network gives on each engine there is: faces a second and the time of a call, by",
      "batch, beside what the arithmetic would allow. The batches take turns, so that a slow moment slows all of them."
    })
final class EngineBench implements Callable<Integer> {
  private static final List<Integer> BATCHES = List.of(1, 8, 32, 64, 128);

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "folder with a recogniser (default: folder models if there is one, else the bundled ones)")
  private String models = "";

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "how long an engine is measured (default: ${DEFAULT-VALUE})")
  private Duration length;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "of a call on the CPU; 0: one a core (default: ${DEFAULT-VALUE})")
  private int threads;

  @Option(
      names = "--gflop",
      paramLabel = "X",
      description =
          "arithmetic of one face, 10^9 operations (IResNet-50: 12.6); with --peak, for the limit")
  private Double gflop;

  @Option(
      names = "--peak",
      paramLabel = "X",
      description = "what the machine can do, 10^12 operations a second, as you have measured it")
  private Double peak;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    ModelBundle model = ModelFolder.named(models).recogniser("");
    PrintWriter out = spec.commandLine().getOut();
    out.println("model " + model.card().id());
    measure(Engine.ONNXRUNTIME, model, out);
    Engines.missingForGpu()
        .ifPresentOrElse(
            missing -> out.println("tensorrt: not measured, " + missing),
            () -> {
              measure(Engine.TENSORRT, model, out);
              compare(model, out);
            });
    out.flush();
    return 0;
  }

  /** How far the card's embeddings are from the CPU's. */
  private void compare(ModelBundle model, PrintWriter out) {
    FloatBuffer pictures = noise(model.card().input());
    int most = BATCHES.get(BATCHES.size() - 1);
    try (InferenceEngine reference = Engines.load(model, config(Engine.ONNXRUNTIME), threads);
        InferenceEngine engine = Engines.load(model, config(Engine.TENSORRT), threads)) {
      float[] expected = reference.run(pictures, most).get(model.card().recogniser().embedding());
      float[] actual = engine.run(pictures, most).get(model.card().recogniser().embedding());
      int size = model.card().recogniser().size();
      double least = 1;
      for (int row = 0; row < most; row++) {
        least = Math.min(least, unit(actual, row, size).cosine(unit(expected, row, size)));
      }
      out.println(
          String.format(Locale.ROOT, "least cosine of %d to onnxruntime: %.5f", most, least));
    }
  }

  private static Embedding unit(float[] rows, int row, int size) {
    return Embedding.normalised("bench", Arrays.copyOfRange(rows, row * size, (row + 1) * size));
  }

  private static RecognitionConfig config(Engine engine) {
    return SightlineConfig.defaults().recognition().change().engine(engine).build();
  }

  private void measure(Engine which, ModelBundle model, PrintWriter out) {
    FloatBuffer pictures = noise(model.card().input());
    try (InferenceEngine engine = Engines.load(model, config(which), threads)) {
      out.println(engine.describe());
      List<List<Long>> times = new ArrayList<>();
      for (int batch : BATCHES) {
        engine.run(pictures, batch);
        times.add(new ArrayList<>());
      }
      long end = System.nanoTime() + length.toNanos();
      do {
        for (int i = 0; i < BATCHES.size(); i++) {
          long start = System.nanoTime();
          engine.run(pictures, BATCHES.get(i));
          times.get(i).add(System.nanoTime() - start);
        }
      } while (System.nanoTime() < end);
      print(times, out);
    }
  }

  private void print(List<List<Long>> times, PrintWriter out) {
    out.println("| batch | faces/s | a call, ms: p50 | p99 | of the limit |");
    out.println("|---|---|---|---|---|");
    for (int i = 0; i < BATCHES.size(); i++) {
      List<Long> sorted = times.get(i).stream().sorted().toList();
      double median = sorted.get(sorted.size() / 2) / 1e9;
      double faces = BATCHES.get(i) / median;
      out.println(
          String.format(
              Locale.ROOT,
              "| %d | %.1f | %.2f | %.2f | %s |",
              BATCHES.get(i),
              faces,
              median * 1e3,
              sorted.get((int) (0.99 * (sorted.size() - 1))) / 1e6,
              ofLimit(faces)));
    }
  }

  private String ofLimit(double faces) {
    return gflop == null || peak == null
        ? "not given"
        : String.format(Locale.ROOT, "%.1f %%", 100 * faces * gflop / (peak * 1e3));
  }

  private static FloatBuffer noise(ModelInput input) {
    int most = BATCHES.get(BATCHES.size() - 1);
    FloatBuffer pictures =
        ByteBuffer.allocateDirect(most * 3 * input.height() * input.width() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(1);
    for (int i = 0; i < pictures.capacity(); i++) {
      pictures.put(i, random.nextFloat() * 2 - 1);
    }
    return pictures;
  }
}
