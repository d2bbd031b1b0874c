package io.sightline.trainer.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.model.ModelFolder;
import io.sightline.trainer.TrainerMain;
import io.sightline.trainer.train.CheckpointStore;
import io.sightline.trainer.train.FakeFaces;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person types them for a recogniser that straightens, on some device. */
abstract class WholeFinetune {
  private static final int FROZEN = 3;
  private static final int STEPS = 5;
  private static final int LONGER = 7;
  private static final String STEM = "network.trunk.stem.weight";
  private static final String MOTION = "network.straightener.motion.bias";

  private final String device;
  private final String precision;
  private Path faces;
  private Path first;

  @TempDir Path folder;

  WholeFinetune(String device, String precision) {
    this.device = device;
    this.precision = precision;
  }

  @BeforeEach
  void whatItStartsFrom() throws IOException {
    faces = folder.resolve("faces");
    FakeFaces fake = FakeFaces.of(4);
    for (int i = 0; i < fake.size(); i++) {
      Path person = Files.createDirectories(faces.resolve("person" + fake.label(i)));
      Files.write(person.resolve(i + ".png"), fake.encoded(i));
    }
    first = folder.resolve("first");
    run("train --data %s --out %s --steps 2".formatted(faces, first) + tiny());
  }

  @Test
  void fromACheckpoint() throws IOException {
    goesThrough(first);
  }

  @Test
  void fromAnOnnx() throws IOException {
    Path model = folder.resolve("model");
    run("export --checkpoint %s --out %s".formatted(first, model));
    goesThrough(model.resolve("model.onnx"));
  }

  private void goesThrough(Path from) throws IOException {
    Path out = folder.resolve("tuned");
    run(
        "finetune --from %s --data %s --out %s --steps %d".formatted(from, faces, out, STEPS)
            + tiny()
            + " --checkpoint-every 3 --set freeze=%d --set keep=9".formatted(FROZEN)
            + " --set network.straighten=true --set augment.align=1 --set schedule.warmup=0");
    assertThat(tensor(out, FROZEN, STEM, 16, 3, 3, 3).equal(tensor(out, 0, STEM, 16, 3, 3, 3)))
        .as("frozen")
        .isTrue();
    assertThat(tensor(out, STEPS, STEM, 16, 3, 3, 3).equal(tensor(out, 0, STEM, 16, 3, 3, 3)))
        .as("frozen to the end")
        .isFalse();
    assertThat(tensor(out, FROZEN, MOTION, 4).equal(tensor(out, 0, MOTION, 4)))
        .as("the straightener has learnt nothing")
        .isFalse();

    Path info = checkpoint(out, STEPS).resolve("checkpoint.json");
    String steps = "\"steps\" : ";
    assertThat(Files.readString(info)).contains(steps + STEPS);
    Files.writeString(info, Files.readString(info).replace(steps + STEPS, steps + LONGER));
    run("resume %s --threads 1 --workers 1 --device %s".formatted(out, device));
    assertThat(checkpoint(out, LONGER)).exists();

    Path json = folder.resolve("evaluated.json");
    String evaluate = "evaluate --checkpoint %s --labelled %s --json %s --threads 1 --device %s";
    run(evaluate.formatted(out, faces, json, device));
    assertThat(new ObjectMapper().readTree(json.toFile()).get("auc").asDouble()).isBetween(0.3, 1d);

    Path model = folder.resolve("tuned-model");
    assertThat(run("export --checkpoint %s --out %s".formatted(out, model))).contains("cosine");
    assertThat(ModelFolder.open(model).recogniser("").card().recogniser().size()).isEqualTo(16);
  }

  private String tiny() {
    return " --net ir18 --width 0.125 --embedding 16 --batch 4 --rate 0.01 --threads 1 --workers 1"
        + " --precision "
        + precision
        + " --device "
        + device;
  }

  private static Path checkpoint(Path training, int step) {
    return training.resolve("checkpoints/step-%09d".formatted(step));
  }

  private static Tensor tensor(Path training, int step, String name, long... shape) {
    Tensor tensor = torch.zeros(shape);
    CheckpointStore.restore(checkpoint(training, step), Map.of(name, tensor));
    return tensor;
  }

  private static String run(String line) {
    StringWriter said = new StringWriter();
    PrintWriter writer = new PrintWriter(said);
    int code = TrainerMain.commandLine().setOut(writer).setErr(writer).execute(line.split(" "));
    assertThat(code).as("%s: %s", line, said).isZero();
    return said.toString();
  }
}
