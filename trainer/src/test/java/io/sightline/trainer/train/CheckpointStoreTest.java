package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.pytorch.global.torch.ones;

import io.sightline.trainer.device.WantedDevice;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {
  private static final FakeFaces FACES = FakeFaces.of(6);
  private static final Recipe RECIPE = TrainingJobTest.recipe(Map.of("keep", "2"));
  private static final TrainingJob.Machine MACHINE =
      new TrainingJob.Machine(Compute.choose(WantedDevice.CPU, Precision.FP32, 1), 1);

  @TempDir Path folder;
  private CheckpointStore store;
  private Map<String, Tensor> tensors;

  @BeforeEach
  void empty() {
    store = new CheckpointStore(folder);
    tensors = Map.of("w", ones(3));
  }

  @Test
  void theLastAreKeptAndWhatWasBrokenOffGoes() throws IOException {
    for (String broken : List.of("step-000000002.partial", "step-000000009.partial")) {
      Files.writeString(
          Files.createDirectories(folder.resolve("checkpoints").resolve(broken)).resolve("x"), "");
    }
    for (int step : new int[] {0, 2, 4, 6}) {
      write(step);
    }
    assertThat(names()).containsExactly("step-000000004", "step-000000006");
  }

  @Test
  void oneThatCannotBeRemovedLosesItsNameAndStopsNothing() throws IOException {
    Path notes = Files.createDirectories(write(0).resolve("notes"));
    Files.writeString(notes.resolve("x"), "somebody's");
    for (int step : new int[] {2, 4, 6}) {
      write(step);
    }
    assertThat(names())
        .containsExactly("step-000000000.partial", "step-000000004", "step-000000006");
    assertThat(store.latest()).contains(folder.resolve("checkpoints/step-000000006"));
  }

  @Test
  void onlyOneMayTrainInAFolder() throws IOException {
    TrainingJob job = start();
    Path metrics = Files.writeString(folder.resolve("metrics.csv"), "of the other\n");
    StringWriter out = new StringWriter();
    TrainingConsole console = new TrainingConsole(new PrintWriter(out));
    try (TrainingLock lock = new TrainingLock(folder)) {
      assertThatThrownBy(() -> console.run(job, folder, MACHINE, Ranks.ALONE))
          .isInstanceOf(TrainingException.class)
          .hasMessageContaining(folder + " is being trained by another process");
      assertThatThrownBy(this::start).hasMessageContaining("is being trained by another process");
    }
    assertThat(metrics).hasContent("of the other\n");
    assertThatThrownBy(this::start).hasMessageContaining("holds a training already");

    assertThat(console.run(job, folder, MACHINE, Ranks.ALONE)).isTrue();
    assertThat(metrics).content().matches("(?s)step,rate,arc,mask,total\\R7,[^\\n]*\\R");
  }

  private TrainingJob start() {
    TrainingState state = new TrainingState(RECIPE, FACES.identities(), MACHINE.compute());
    return TrainingJob.start(
        folder, RECIPE, FACES, Path.of("faces"), state, "", MACHINE, FakeFaces.VIEWS);
  }

  private Path write(long step) {
    return store.write(
        new CheckpointInfo(step, RECIPE, 6, 24, "faces", "fingerprint", 1, ""), tensors);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("checkpoints"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
