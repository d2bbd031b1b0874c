package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.trainer.device.WantedDevice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ranks as threads of one process: nothing in a step but dropout is shared by a process. */
class RanksTest {
  private static final FakeFaces FACES = FakeFaces.of(6);
  private static final Compute CPU = Compute.choose(WantedDevice.CPU, Precision.FP32, 1);
  private static final Map<String, String> NO_DROPOUT = Map.of("network.dropout", "0");

  @TempDir Path folder;

  /** Ranks that hear nothing of each other. */
  private record Deaf(int rank) implements Ranks {
    @Override
    public int size() {
      return 2;
    }

    @Override
    public boolean any(boolean own) {
      return own;
    }

    @Override
    public long[] gather(long[] own) {
      long[] all = new long[2 * own.length];
      System.arraycopy(own, 0, all, rank * own.length, own.length);
      return all;
    }

    @Override
    public void average(List<Tensor> tensors) {}

    @Override
    public void close() {}
  }

  @Test
  void aStepIsTheMeanOfTheRanksOwn() {
    // The descent is linear in the gradient, so that means of weights are weights of mean
    // gradients.
    Recipe recipe = recipe(Map.of("steps", "1"));
    List<TrainingState> together = train(recipe, rank -> group(rank));
    List<TrainingState> apart = train(recipe, Deaf::new);

    together
        .get(0)
        .tensors()
        .forEach(
            (name, tensor) -> {
              Tensor mean =
                  apart
                      .get(0)
                      .tensors()
                      .get(name)
                      .add(apart.get(1).tensors().get(name))
                      .div(new org.bytedeco.pytorch.Scalar(2));
              assertThat(near(tensor, mean)).as(name).isTrue();
            });
    assertThat(near(weight(apart.get(0)), weight(apart.get(1)))).isFalse();
  }

  @Test
  void withoutBatchStatisticsTwoRanksAreOneOfTheWholeBatch() {
    // Frozen, normalisation uses the running statistics; the mean of means is that of all pictures.
    Map<String, String> changes = Map.of("freeze", "9", "loss.mask_task", "false", "steps", "5");
    List<TrainingState> two = train(recipe(changes), rank -> group(rank));
    TrainingState one = train(recipe(changes), Ranks.ALONE);

    assertThat(near(two.get(0).centres().centres(), one.centres().centres())).isTrue();
    TrainingState start = new TrainingState(recipe(changes), 6, CPU);
    assertThat(near(start.centres().centres(), one.centres().centres())).isFalse();
  }

  @Test
  void allRanksHaveTheSameWeightsWithSampledClassesToo() {
    for (String sampled : List.of("0", "4")) {
      List<TrainingState> states =
          train(recipe(Map.of("loss.sampled_classes", sampled, "steps", "4")), rank -> group(rank));
      Map<String, Tensor> others = states.get(1).tensors();
      states
          .get(0)
          .tensors()
          .forEach((name, tensor) -> assertThat(tensor.equal(others.get(name))).as(name).isTrue());
    }
  }

  @Test
  void oneThatStopsStopsAllAtTheSameStep() {
    List<Long> reached = new ArrayList<>();
    both(
        rank -> {
          int[] steps = {0};
          try (Ranks ranks = group(rank)) {
            return job(recipe(Map.of("steps", "50")), rank)
                .run(ranks, () -> rank == 0 && steps[0] == 3, (step, loss, rate) -> steps[0]++);
          }
        },
        reached);
    assertThat(reached).containsExactly(3L, 3L);
  }

  @Test
  void oneThatEndsEndsTheOthersAndTheCheckpointIsKept() {
    List<Object> outcomes = new ArrayList<>();
    both(
        rank -> {
          int[] steps = {0};
          try (Ranks ranks = group(rank)) {
            job(recipe(Map.of("steps", "50", "checkpoint_every", "2")), rank)
                .run(
                    ranks,
                    () -> {
                      if (rank == 1 && steps[0] == 3) {
                        throw new IllegalStateException("falls over");
                      }
                      return false;
                    },
                    (step, loss, rate) -> steps[0]++);
            return "done";
          } catch (RuntimeException e) {
            return e;
          }
        },
        outcomes);
    assertThat(outcomes.get(1)).hasToString("java.lang.IllegalStateException: falls over");
    assertThat(outcomes.get(0)).isInstanceOf(TrainingException.class);
    assertThat(((Exception) outcomes.get(0)).getMessage())
        .contains("rank 0 has lost the others")
        .contains("the last good checkpoint is")
        .contains("step-000000002");
  }

  @Test
  void aBatchMustBeShared() {
    RankOptions options = new RankOptions();
    new picocli.CommandLine(new WithRanks(options)).parseArgs("--ranks", "4");
    assertThatThrownBy(() -> options.machine(recipe(Map.of())))
        .hasMessageContaining("a batch of 6 cannot be shared by 4 ranks");
  }

  @picocli.CommandLine.Command
  private static final class WithRanks {
    @picocli.CommandLine.Mixin private final RankOptions options;

    WithRanks(RankOptions options) {
      this.options = options;
    }
  }

  private static Recipe recipe(Map<String, String> changes) {
    Map<String, String> all = new TreeMap<>(NO_DROPOUT);
    all.putAll(changes);
    return TrainingJobTest.recipe(all);
  }

  private RankGroup group(int rank) {
    return new RankGroup(folder.resolve("meeting"), rank, 2, CPU.device());
  }

  private TrainingJob job(Recipe recipe, int rank) {
    return job(recipe, rank, new TrainingState(recipe, FACES.identities(), CPU));
  }

  private TrainingJob job(Recipe recipe, int rank, TrainingState state) {
    return TrainingJob.start(
        folder.resolve("run" + rank + "-" + System.identityHashCode(state)),
        recipe,
        FACES,
        Path.of("faces"),
        state,
        "",
        new TrainingJob.Machine(CPU, 1),
        FakeFaces.VIEWS);
  }

  private TrainingState train(Recipe recipe, Ranks ranks) {
    TrainingState state = new TrainingState(recipe, FACES.identities(), CPU);
    job(recipe, ranks.rank(), state).run(ranks, () -> false, (step, loss, rate) -> {});
    return state;
  }

  /** Weights are drawn from the process's one generator, so before the threads start. */
  private List<TrainingState> train(Recipe recipe, IntFunction<Ranks> group) {
    List<TrainingState> states =
        List.of(
            new TrainingState(recipe, FACES.identities(), CPU),
            new TrainingState(recipe, FACES.identities(), CPU));
    both(
        rank -> {
          try (Ranks ranks = group.apply(rank)) {
            return job(recipe, rank, states.get(rank))
                .run(ranks, () -> false, (step, loss, rate) -> {});
          }
        },
        new ArrayList<>());
    folder.resolve("meeting").toFile().delete();
    return states;
  }

  private static <T> void both(IntFunction<T> each, List<? super T> results) {
    CompletableFuture<T> second = CompletableFuture.supplyAsync(() -> each.apply(1));
    results.add(each.apply(0));
    results.add(second.join());
  }

  private static Tensor weight(TrainingState state) {
    return state.tensors().get("network.trunk.stem.weight");
  }

  private static boolean near(Tensor a, Tensor b) {
    try (NoGradGuard guard = new NoGradGuard()) {
      return torch.allclose(a, b, 1e-4, 1e-6, false);
    }
  }
}
