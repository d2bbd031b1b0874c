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
import io.sightline.recognizer.engine.TensorRtEngine;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "engine",
    mixinStandardHelpOptions = true,
    description = {
      "Measures what the recogniser's network gives on each engine there is: faces a second and the time of a call, by",
      "batch, beside what the arithmetic would allow. The batches take turns, so that a slow moment slows all of them.",
      "With several callers, copies to a card and back hide behind the calculation of others, as they do in service.",
      "A card is also measured on pictures that lie there already."
    })
final class EngineBench implements Callable<Integer> {
  private static final List<Integer> BATCHES = List.of(1, 8, 32, 64, 128);
  private static final int CALLS = 3;

  /** Pictures whose embeddings are compared: a network in fp16 takes a CPU long. */
  private static final int COMPARED = 8;

  /** Nanoseconds of each call of a batch, and of each turn in which all callers make theirs. */
  private record Turns(List<Long> calls, List<Long> lengths) {}

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "folder with a recogniser (default: folder models if there is anything in it, else the bundled ones)")
  private String models = "";

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "onnxruntime, tensorrt, or auto: both, and how far they agree (default: ${DEFAULT-VALUE})")
  private Engine engine;

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
      names = "--callers",
      paramLabel = "N",
      defaultValue = "1",
      description = "threads that call the engine at the same time (default: ${DEFAULT-VALUE})")
  private int callers;

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
  public Integer call() throws Exception {
    ModelBundle model = ModelFolder.named(models).recogniser("");
    PrintWriter out = spec.commandLine().getOut();
    out.println("model " + model.card().id());
    if (engine != Engine.TENSORRT) {
      measure(Engine.ONNXRUNTIME, model, out);
    }
    Optional<String> missing = engine == Engine.AUTO ? Engines.missingForGpu() : Optional.empty();
    if (missing.isPresent()) {
      out.println("tensorrt: not measured, " + missing.get());
    } else if (engine != Engine.ONNXRUNTIME) {
      measure(Engine.TENSORRT, model, out);
    }
    if (missing.isEmpty() && engine == Engine.AUTO) {
      compare(model, out);
    }
    out.flush();
    return 0;
  }

  /** How far the card's embeddings are from the CPU's. */
  private void compare(ModelBundle model, PrintWriter out) {
    FloatBuffer pictures = noise(model.card().input());
    try (InferenceEngine reference = load(Engine.ONNXRUNTIME, model);
        InferenceEngine card = load(Engine.TENSORRT, model)) {
      String embedding = model.card().recogniser().embedding();
      float[] expected = reference.run(pictures, COMPARED).get(embedding);
      int size = model.card().recogniser().size();
      for (int batch : BATCHES) {
        // A batch of another size is calculated in another way.
        float[] actual = card.run(pictures, batch).get(embedding);
        double least = 1;
        for (int row = 0; row < batch; row++) {
          least =
              Math.min(least, unit(actual, row, size).cosine(unit(expected, row % COMPARED, size)));
        }
        out.println(
            String.format(
                Locale.ROOT, "least cosine of a batch of %d to onnxruntime: %.5f", batch, least));
      }
    }
  }

  private static Embedding unit(float[] rows, int row, int size) {
    return Embedding.normalised("bench", Arrays.copyOfRange(rows, row * size, (row + 1) * size));
  }

  private InferenceEngine load(Engine which, ModelBundle model) {
    RecognitionConfig config =
        SightlineConfig.defaults().recognition().change().engine(which).build();
    return Engines.load(model, config, threads);
  }

  private void measure(Engine which, ModelBundle model, PrintWriter out) throws Exception {
    FloatBuffer pictures = noise(model.card().input());
    ExecutorService pool = Executors.newFixedThreadPool(callers);
    try (InferenceEngine loaded = load(which, model)) {
      out.println(loaded.describe() + ", callers: " + callers);
      // A card has room for calls beside each other, which take turns: all are to be warm.
      int warmUp = which == Engine.TENSORRT ? CALLS : 1;
      print(measure(batch -> loaded.run(pictures, batch), warmUp, pool), out);
      if (loaded instanceof TensorRtEngine card) {
        out.println("on pictures that lie on the card:");
        print(measure(card::runInPlace, warmUp, pool), out);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  /**
   * @param warmUp calls of each batch and caller beforehand
   */
  private List<Turns> measure(IntConsumer run, int warmUp, ExecutorService pool) throws Exception {
    List<Turns> all = new ArrayList<>();
    for (int batch : BATCHES) {
      turn(pool, () -> run.accept(batch), warmUp, new Turns(new ArrayList<>(), new ArrayList<>()));
      all.add(new Turns(new ArrayList<>(), new ArrayList<>()));
    }
    long end = System.nanoTime() + length.toNanos();
    do {
      for (int i = 0; i < BATCHES.size(); i++) {
        int batch = BATCHES.get(i);
        turn(pool, () -> run.accept(batch), CALLS, all.get(i));
      }
    } while (System.nanoTime() < end);
    return all;
  }

  /** Each caller makes its calls of one batch, one after the other. */
  private void turn(ExecutorService pool, Runnable call, int calls, Turns turns) throws Exception {
    Callable<List<Long>> caller =
        () -> {
          List<Long> times = new ArrayList<>();
          for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            call.run();
            times.add(System.nanoTime() - start);
          }
          return times;
        };
    long start = System.nanoTime();
    for (Future<List<Long>> times : pool.invokeAll(Collections.nCopies(callers, caller))) {
      turns.calls().addAll(times.get());
    }
    turns.lengths().add(System.nanoTime() - start);
  }

  private void print(List<Turns> all, PrintWriter out) {
    out.println("| batch | faces/s | a call, ms: p50 | p99 | of the limit |");
    out.println("|---|---|---|---|---|");
    for (int i = 0; i < BATCHES.size(); i++) {
      double turn = quantile(all.get(i).lengths(), 0.5) / 1e9;
      double faces = callers * CALLS * BATCHES.get(i) / turn;
      List<Long> calls = all.get(i).calls();
      out.println(
          String.format(
              Locale.ROOT,
              "| %d | %.1f | %.2f | %.2f | %s |",
              BATCHES.get(i),
              faces,
              quantile(calls, 0.5) / 1e6,
              quantile(calls, 0.99) / 1e6,
              ofLimit(faces)));
    }
  }

  private static double quantile(List<Long> values, double of) {
    List<Long> sorted = values.stream().sorted().toList();
    return sorted.get((int) (of * (sorted.size() - 1)));
  }

  private String ofLimit(double faces) {
    return gflop == null || peak == null
        ? "not given"
        : String.format(Locale.ROOT, "%.1f %%", 100 * faces * gflop / (peak * 1e3));
  }

  /** The same {@value #COMPARED} pictures again and again. */
  private static FloatBuffer noise(ModelInput input) {
    int most = BATCHES.get(BATCHES.size() - 1);
    FloatBuffer pictures =
        ByteBuffer.allocateDirect(most * 3 * input.height() * input.width() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Random random = new Random(1);
    int different = COMPARED * pictures.capacity() / most;
    for (int i = 0; i < pictures.capacity(); i++) {
      pictures.put(i, i < different ? random.nextFloat() * 2 - 1 : pictures.get(i - different));
    }
    return pictures;
  }
}
