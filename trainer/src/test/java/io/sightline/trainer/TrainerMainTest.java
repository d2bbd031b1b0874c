package io.sightline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelFolder;
import io.sightline.recognizer.engine.EngineException;
import io.sightline.trainer.train.CheckpointStore;
import io.sightline.trainer.train.FakeFaces;
import io.sightline.trainer.train.TrainingState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands as a person types them, one after another. */
class TrainerMainTest {
  @TempDir static Path folder;
  private static Path faces;
  private static Path trained;

  private record Outcome(int code, String out, String err) {}

  @BeforeAll
  static void trainALittle() throws IOException {
    faces = folder.resolve("faces");
    FakeFaces fake = FakeFaces.of(4);
    for (int i = 0; i < fake.size(); i++) {
      Path person = Files.createDirectories(faces.resolve("person" + fake.label(i)));
      Files.write(person.resolve(i + ".png"), fake.encoded(i));
    }
    trained = folder.resolve("trained");
    assertThat(run(train(trained, "--steps", "4"))).matches(o -> o.code() == 0, "trains");
  }

  private static String[] train(Path out, String... more) {
    return tiny(List.of("train", "--data", faces.toString(), "--out", out.toString()), more);
  }

  private static String[] tiny(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    if (!List.of(more).contains("--net")) {
      all.addAll(List.of("--net", "ir18"));
    }
    all.addAll(List.of("--width", "0.125", "--embedding", "16", "--batch", "4"));
    all.addAll(List.of("--threads", "1", "--workers", "1", "--precision", "fp32"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line =
        TrainerMain.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Outcome(line.execute(arguments), out.toString(), err.toString());
  }

  @Test
  void trainingLeavesCheckpointAndMetricsAndIsNotOverwritten() {
    assertThat(trained.resolve("checkpoints/step-000000004/state.safetensors")).exists();
    assertThat(trained.resolve("metrics.csv")).content().startsWith("step,rate,arc,mask,total");
    Outcome again = run(train(trained, "--steps", "4"));
    assertThat(again.code()).isEqualTo(1);
    assertThat(again.err()).contains("holds a training already");
    Outcome resumed = run("resume", trained.toString(), "--threads", "1");
    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).contains("steps 4 to 4").contains("done");
  }

  @Test
  void theExportedModelIsOneTheRecogniserLoads() {
    Path out = folder.resolve("model");
    Outcome exported =
        run(
            "export",
            "--checkpoint",
            trained.toString(),
            "--out",
            out.toString(),
            "--licence",
            "CC0-1.0");
    assertThat(exported).matches(o -> o.code() == 0, "exports");
    ModelBundle bundle = ModelFolder.open(out).recogniser("");
    ModelCard card = bundle.card();
    assertThat(card.id()).matches("mtarcface-ir18-w0.125-e16-[0-9a-f]{8}");
    assertThat(card.recogniser().size()).isEqualTo(16);
    assertThat(card.recogniser().maskOutput()).contains("mask");
    assertThat(card.licence()).isEqualTo("CC0-1.0");
    assertThat(card.training()).contains("16 pictures of 4 identities").contains("4 steps of 4");
  }

  @Test
  void aCheckpointIsEvaluatedAsItIsServed() throws IOException {
    Path out = folder.resolve("served");
    assertThat(run("export", "--checkpoint", trained.toString(), "--out", out.toString()))
        .matches(o -> o.code() == 0, "exports");
    List<JsonNode> results = new ArrayList<>();
    for (List<String> model :
        List.of(List.of("--checkpoint", trained.toString()), List.of("--model", out.toString()))) {
      Path json = folder.resolve("evaluated.json");
      List<String> all = new ArrayList<>(List.of("evaluate", "--threads", "1"));
      all.addAll(model);
      all.addAll(List.of("--labelled", faces.toString(), "--json", json.toString()));
      assertThat(run(all.toArray(String[]::new))).matches(o -> o.code() == 0, "evaluates");
      results.add(new ObjectMapper().readTree(json.toFile()));
    }
    // 16 pictures, and each with a drawn mask; libtorch and the serving engine agree.
    assertThat(results.get(0).get("pairs").asInt()).isEqualTo(16 * 15 / 2);
    assertThat(results.get(0).get("maskAccuracy").isNumber()).isTrue();
    double auc = results.get(0).get("auc").asDouble();
    assertThat(results.get(1).get("auc").asDouble()).isCloseTo(auc, Offset.offset(0.01));
  }

  @Test
  void aSetIsInspected() {
    Outcome inspected = run("inspect", faces.toString());
    assertThat(inspected).matches(o -> o.code() == 0, "inspects");
    assertThat(inspected.out()).contains("16 pictures of 4 identities", "0 damaged");
  }

  @Test
  void theEvaluationGoesIntoTheCard() throws IOException {
    Path report =
        Files.writeString(
            folder.resolve("report.json"),
            "{\"accuracy\":0.9,\"tar\":{\"1e-3\":0.5},"
                + "\"thresholds\":{\"bareBare\":{\"1e-4\":0.31}}}");
    Path out = folder.resolve("measured");
    Outcome exported =
        run(
            "export",
            "--checkpoint",
            trained.toString(),
            "--out",
            out.toString(),
            "--evaluation",
            report.toString());
    assertThat(exported).matches(o -> o.code() == 0, "exports");
    ModelCard card = ModelCard.read(out.resolve("model.json"));
    assertThat(card.metrics()).containsEntry("accuracy", 0.9).containsEntry("tar.1e-3", 0.5);
    assertThat(card.recogniser().similarityThreshold()).isEqualTo(0.31);
    assertThat(card.recogniser().thresholds()).containsKey("bareBare");
    assertThat(exported.out()).doesNotContain("no thresholds");
  }

  @Test
  void aReportWithoutThresholdsIsSaidAndOneOfADetectorRefused() throws IOException {
    Path report = Files.writeString(folder.resolve("bare.json"), "{\"tar\":{\"1e-3\":0.5}}");
    Path out = folder.resolve("unmeasured");
    List<String> export =
        List.of("export", "--checkpoint", trained.toString(), "--out", out.toString());
    List<String> all = new ArrayList<>(export);
    all.addAll(List.of("--evaluation", report.toString()));
    Outcome exported = run(all.toArray(String[]::new));
    assertThat(exported).matches(o -> o.code() == 0, "exports");
    assertThat(exported.out()).contains("the card has no thresholds");
    Files.writeString(report, "{\"recall40\":0.9,\"precision\":1.0}");
    Outcome refused = run(all.toArray(String[]::new));
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("bare.json is no evaluation of a recogniser");
  }

  @Test
  void anIdThatNoCardTakesIsRefusedBeforeAnythingIsWritten() {
    Path out = folder.resolve("unnamed");
    Outcome refused =
        run(
            "export",
            "--checkpoint",
            trained.toString(),
            "--out",
            out.toString(),
            "--id",
            "my model");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("id needs").doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }

  @Test
  void anEngineThatFailsSaysSoWithoutATrace() {
    @CommandLine.Command
    class Broken implements Runnable {
      @Override
      public void run() {
        throw new EngineException("the engine failed on model m", null);
      }
    }
    StringWriter err = new StringWriter();
    CommandLine line = TrainerMain.commandLine().addSubcommand("broken", new Broken());
    assertThat(line.setErr(new PrintWriter(err)).execute("broken")).isEqualTo(1);
    assertThat(err.toString()).contains("the engine failed").doesNotContain("\tat ");
  }

  @Test
  void fineTuningStartsFromACheckpointOrAnOnnx() {
    Path model = folder.resolve("for-finetune");
    run("export", "--checkpoint", trained.toString(), "--out", model.toString());
    for (Path from : List.of(trained, model.resolve("model.onnx"))) {
      Path out = folder.resolve("tuned-" + from.getFileName());
      List<String> first =
          List.of("finetune", "--from", from.toString(), "--data", faces.toString());
      List<String> all = new ArrayList<>(first);
      all.addAll(List.of("--out", out.toString()));
      Outcome tuned = run(tiny(all, "--steps", "3", "--set", "freeze=2"));
      assertThat(tuned).matches(o -> o.code() == 0, "fine-tunes");
      assertThat(out.resolve("checkpoints/step-000000003")).exists();
      // Those of the very people it learnt of are not measured anew.
      boolean same = centres(out, 0).equal(centres(trained, 4));
      assertThat(same).isEqualTo(from.equals(trained));
    }
  }

  @Test
  void fineTuningMakesANetworkDeeperAndNeverShallower() {
    Path deep = folder.resolve("deep");
    Outcome deeper = run(deepened(trained, deep, "ir34"));
    assertThat(deeper).matches(o -> o.code() == 0, "deepens");
    Outcome back = run(deepened(deep, folder.resolve("shallow"), "ir18"));
    assertThat(back.code()).isEqualTo(1);
    assertThat(back.err()).contains("is of ir34-w0.125-e16, the recipe wants ir18-w0.125-e16");
  }

  private static String[] deepened(Path from, Path out, String net) {
    List<String> first = List.of("finetune", "--from", from.toString(), "--out", out.toString());
    return tiny(first, "--data", faces.toString(), "--steps", "2", "--net", net);
  }

  private static Tensor centres(Path training, int step) {
    Tensor centres = org.bytedeco.pytorch.global.torch.zeros(4, 16);
    Path checkpoint = training.resolve("checkpoints/step-%09d".formatted(step));
    CheckpointStore.restore(checkpoint, Map.of(TrainingState.CENTRES, centres));
    return centres;
  }

  @Test
  void mistakesAreNamedAndExitWithOne() {
    Path out = folder.resolve("never");
    Outcome noData = run("train", "--data", "/nowhere", "--out", out.toString());
    assertThat(noData.code()).isEqualTo(1);
    assertThat(noData.err()).contains("/nowhere does not exist").doesNotContain("\tat ");
    Outcome badKey = run(train(out, "--set", "loss.marginn=1"));
    assertThat(badKey.code()).isEqualTo(1);
    assertThat(badKey.err()).contains("loss.marginn: unknown key");
    Outcome noCheckpoint = run("resume", faces.toString());
    assertThat(noCheckpoint.code()).isEqualTo(1);
    assertThat(noCheckpoint.err()).contains("holds no checkpoint");
    assertThat(run("train").code()).isEqualTo(2);
    Outcome noDevice = run(train(out, "--device", "tpu"));
    assertThat(noDevice.code()).isEqualTo(2);
    assertThat(noDevice.err()).contains("--device");
    assertThat(out).doesNotExist();
  }
}
