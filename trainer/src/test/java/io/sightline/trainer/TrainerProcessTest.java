package io.sightline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.trainer.train.FakeFaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings in processes of their own, which are stopped and killed as people and machines do. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TrainerProcessTest {
  private static final int ENDLESS = 1_000_000;
  @TempDir static Path folder;
  private static Path faces;

  @BeforeAll
  static void pictures() throws IOException {
    faces = folder.resolve("faces");
    FakeFaces fake = FakeFaces.of(4);
    for (int i = 0; i < fake.size(); i++) {
      Path person = Files.createDirectories(faces.resolve("person" + fake.label(i)));
      Files.write(person.resolve(i + ".png"), fake.encoded(i));
    }
  }

  @Test
  void interruptedAndResumedIsTheSameAsUninterrupted() throws Exception {
    Path parts = folder.resolve("parts");
    Process stopped = start("parts", train(parts, ENDLESS));
    await(stopped, () -> step(parts) >= 2);
    new ProcessBuilder("kill", "-INT", Long.toString(stopped.pid())).start().waitFor();
    assertThat(exit(stopped)).as("%s", log("parts")).isEqualTo(130);
    assertThat(log("parts")).containsPattern("stopped after step \\d+; go on with: .* resume");

    int reached = step(parts);
    int steps = reached + 3;
    // The steps of the whole are the recipe's: what is checkpointed says the same of both.
    Path whole = folder.resolve("whole");
    assertThat(exit(start("whole", train(whole, steps)))).as("%s", log("whole")).isZero();
    Path info = parts.resolve("checkpoints/step-%09d/checkpoint.json".formatted(reached));
    Files.writeString(info, Files.readString(info).replace("" + ENDLESS, Integer.toString(steps)));
    List<String> resume = List.of("resume", parts.toString(), "--threads", "1", "--workers", "1");
    assertThat(exit(start("resumed", resume))).as("%s", log("resumed")).isZero();

    String last = "checkpoints/step-%09d/state.safetensors".formatted(steps);
    assertThat(parts.resolve(last)).hasSameBinaryContentAs(whole.resolve(last));
  }

  @Test
  void aRankThatIsKilledEndsTheTrainingAndIsNamed() throws Exception {
    Path out = folder.resolve("ranks");
    List<String> train = new ArrayList<>(train(out, ENDLESS));
    train.addAll(List.of("--ranks", "2"));
    Process first = start("ranks", train);
    await(first, () -> step(out) >= 2);
    List<ProcessHandle> children = first.children().toList();
    assertThat(children).hasSize(1);
    children.get(0).destroyForcibly();

    assertThat(exit(first)).as("%s", log("ranks")).isEqualTo(1);
    assertThat(log("ranks"))
        .contains("rank 1 has ended with exit code 137")
        .contains("the last good checkpoint is")
        .doesNotContain("\tat ");
    assertThat(step(out)).isGreaterThanOrEqualTo(2);
  }

  @Test
  void ranksStopTogether() throws Exception {
    Path out = folder.resolve("together");
    List<String> train = new ArrayList<>(train(out, ENDLESS));
    train.addAll(List.of("--ranks", "2"));
    Process first = start("together", train);
    await(first, () -> step(out) >= 2);
    List<ProcessHandle> children = first.children().toList();
    // As a terminal does: to all of them.
    for (ProcessHandle each : List.of(children.get(0), first.toHandle())) {
      new ProcessBuilder("kill", "-INT", Long.toString(each.pid())).start().waitFor();
    }
    assertThat(exit(first)).as("%s", log("together")).isEqualTo(130);
    assertThat(log("together")).contains("stopped after step " + step(out));
    // By itself, maybe a little later.
    children.get(0).onExit().get(1, TimeUnit.MINUTES);
  }

  private static List<String> train(Path out, int steps) {
    return List.of(
        ("train --net ir18 --width 0.125 --embedding 16 --batch 4 --precision fp32 --rate 0.001 --checkpoint-every 2"
                + " --device cpu --threads 1 --workers 1 --steps "
                + steps
                + " --data "
                + faces
                + " --out "
                + out)
            .split(" "));
  }

  private static Process start(String name, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    // A build in the background may ignore interrupts, and so would all it starts.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
    command.add("io.sightline.trainer.TrainerMain");
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name + ".log").toFile())
        .start();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Process process, Condition condition) throws Exception {
    while (!condition.holds()) {
      assertThat(process.isAlive()).as("still running").isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static int exit(Process process) throws InterruptedException {
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return process.exitValue();
  }

  private static String log(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  /** Of the latest checkpoint; 0 when there is none yet. */
  private static int step(Path training) throws IOException {
    Path checkpoints = training.resolve("checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return 0;
    }
    try (var files = Files.list(checkpoints)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("step-\\d+"))
          .mapToInt(file -> Integer.parseInt(file.substring(5)))
          .max()
          .orElse(0);
    }
  }
}
