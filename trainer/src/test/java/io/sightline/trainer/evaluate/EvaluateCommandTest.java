package io.sightline.trainer.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicInteger embedded = new AtomicInteger();
  private Path list;
  private Path json;

  @BeforeEach
  void pictures() throws IOException {
    DrawnSet faces = new DrawnSet(8);
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < faces.size(); i++) {
      String name = "id" + faces.label(i);
      int number = i % DrawnSet.PICTURES + 1;
      Path file = folder.resolve(String.format("%s/%s_%04d.png", name, name, number));
      Files.createDirectories(file.getParent());
      Files.write(file, faces.encoded(i));
      lines.append(
          number == 1
              ? String.format("%s 1 id%d 2%n", name, (faces.label(i) + 1) % 8)
              : String.format("%s %d %d%n", name, number - 1, number));
    }
    list = Files.writeString(folder.resolve("pairs.txt"), lines);
    json = folder.resolve("e.json");
  }

  @Test
  void aCheckpointIsEvaluated() throws IOException {
    assertThat(run("--checkpoint", "x", "--pairs", list, "--images", folder, "--json", json))
        .as("%s", err)
        .isZero();

    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.get("images").asInt()).isEqualTo(32);
    assertThat(result.get("pairs").asInt()).isEqualTo(32);
    assertThat(out.toString()).contains("corners on pairs.txt", "masked - bare");
  }

  @Test
  void withoutMasks() throws IOException {
    assertThat(
            run(
                "--checkpoint",
                "x",
                "--pairs",
                list,
                "--images",
                folder,
                "--no-masks",
                "--json",
                json))
        .isZero();
    assertThat(new ObjectMapper().readTree(json.toFile()).get("byPairing").size()).isEqualTo(1);
  }

  @Test
  void aListOfMaskedPictures() throws IOException {
    Path masked = Files.writeString(folder.resolve("masked.txt"), "id1/id1_0001.png\n");
    assertThat(
            run(
                "--checkpoint",
                "x",
                "--pairs",
                list,
                "--images",
                folder,
                "--masked",
                masked,
                "--json",
                json))
        .isZero();
    JsonNode pairings = new ObjectMapper().readTree(json.toFile()).get("byPairing");
    assertThat(pairings.at("/maskedBare/pairs").asInt()).isEqualTo(2);
    assertThat(pairings.at("/bareBare/pairs").asInt()).isEqualTo(30);

    Files.writeString(masked, "id1_0001.png\n");
    assertThat(run("--checkpoint", "x", "--pairs", list, "--images", folder, "--masked", masked))
        .isEqualTo(1);
    assertThat(err.toString()).contains("'id1_0001.png'").contains("'id0/id0_0001.png'");
  }

  @Test
  void aLabelledSetNeedsNoPairs() throws IOException {
    Files.writeString(
        folder.resolve("truth.jsonl"),
        "{\"mask\":\"BARE\"}\n".repeat(31) + "{\"mask\":\"UNDER_NOSE\"}\n");
    Path html = folder.resolve("e.html");
    assertThat(run("--checkpoint", "x", "--labelled", folder, "--json", json, "--html", html))
        .as("%s", err)
        .isZero();
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.get("pairs").asInt()).isEqualTo(32 * 31 / 2);
    assertThat(result.at("/byPairing/maskedBare/pairs").asInt()).isEqualTo(31);
    assertThat(result.at("/maskUse/underNose/faces").asInt()).isEqualTo(1);
    assertThat(html).content().contains("masked - bare: one person, least alike");

    assertThat(run("--checkpoint", "x", "--labelled", folder, "--masked", list)).isEqualTo(2);
    assertThat(err.toString()).contains("truth.jsonl");
  }

  @Test
  void thresholdsComeFromASetOfTheirOwn() throws IOException {
    Path set = folder.resolve("others");
    DrawnSet faces = new DrawnSet(30);
    for (int i = 0; i < faces.size(); i++) {
      Path file = set.resolve(faces.label(i) + "/" + i + ".png");
      Files.createDirectories(file.getParent());
      Files.write(file, faces.encoded(i));
    }
    assertThat(
            run(
                "--checkpoint",
                "x",
                "--pairs",
                list,
                "--images",
                folder,
                "--thresholds",
                set,
                "--threshold-pictures",
                "100",
                "--json",
                json))
        .as("%s", err)
        .isZero();
    JsonNode thresholds = new ObjectMapper().readTree(json.toFile()).get("thresholds");
    // 100 pictures make 9900 comparisons: enough for one false match in a hundred, not a thousand.
    assertThat(thresholds.get("bareBare").size()).isEqualTo(1);
    assertThat(thresholds.at("/bareBare/1e-2").asDouble()).isBetween(0.3, 1.0);
    assertThat(thresholds.at("/maskedBare").size()).isEqualTo(1);
    assertThat(out.toString()).contains("cosine by false-match rate, bareBare: {1e-2=");
  }

  @Test
  void aReportShowsThePicturesThatWereMeasured() throws IOException {
    DrawnSet faces = new DrawnSet(8);
    for (int misalignment : new int[] {0, 1}) {
      Path html = folder.resolve("moved" + misalignment + ".html");
      assertThat(
              run(
                  "--checkpoint",
                  "x",
                  "--labelled",
                  folder,
                  "--no-masks",
                  "--misalignment",
                  misalignment,
                  "--json",
                  json,
                  "--html",
                  html))
          .as("%s", err)
          .isZero();
      String shown = Files.readString(html);
      long still =
          IntStream.range(0, faces.size())
              .mapToObj(i -> Pictures.decode112(faces.encoded(i), faces.name(i)))
              .map(rgb -> Pictures.jpeg(Picture.crop(rgb), 85))
              .filter(jpeg -> shown.contains(Base64.getEncoder().encodeToString(jpeg)))
              .count();
      assertThat(still > 0).as("pictures that were not moved").isEqualTo(misalignment == 0);
      assertThat(new ObjectMapper().readTree(json.toFile()).path("misalignment").asDouble())
          .isEqualTo(misalignment);
    }
  }

  @Test
  void whatIsAskedForIsCheckedBeforeTheWork() {
    assertThat(run("--checkpoint", "x", "--pairs", list, "--images", folder, "--misalignment", "1"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--misalignment goes with --labelled");
    Path none = folder.resolve("none");
    assertThat(run("--checkpoint", "x", "--pairs", list, "--images", folder, "--thresholds", none))
        .isEqualTo(1);
    assertThat(err.toString()).contains("none does not exist");
    assertThat(embedded).as("pictures the model saw").hasValue(0);
  }

  @Test
  void badInputIsNamed() throws IOException {
    assertThat(run("--checkpoint", "x", "--pairs", list)).isEqualTo(2);
    assertThat(err.toString()).contains("--images");
    assertThat(run("--checkpoint", "x", "--pairs", list, "--images", folder.resolve("no")))
        .isEqualTo(1);
    assertThat(run("--checkpoint", "x", "--set", list)).isEqualTo(1);
    assertThat(err.toString()).contains("pairs.txt is no verification set");

    Path picture = folder.resolve("id3/id3_0002.png");
    Files.write(picture, Pictures.png(new Picture(250, 250, new byte[250 * 250 * 3])));
    assertThat(run("--checkpoint", "x", "--pairs", list, "--images", folder)).isEqualTo(1);
    assertThat(err.toString()).contains("id3_0002.png: 250x250").contains("--detector");
  }

  @Test
  void aForeignModelInTheServingEngine() throws IOException {
    Path models = Path.of(System.getProperty("sightline.root"), "../shared/models");
    assumeTrue(Files.isDirectory(models), "no models in " + models);
    // Not aligned, and no face for a detector: its pairs are non-matches.
    Path picture = folder.resolve("id3/id3_0002.png");
    Files.write(picture, Pictures.png(new Picture(250, 250, new byte[250 * 250 * 3])));

    assertThat(run("--model", models, "--pairs", list, "--images", folder, "--json", json))
        .as("%s", err)
        .isZero();
    JsonNode result = new ObjectMapper().readTree(json.toFile());
    assertThat(result.get("undetected").asInt()).isEqualTo(1);
    assertThat(result.get("maskAccuracy").isNull()).isTrue();
    assertThat(result.get("auc").asDouble()).isGreaterThan(0.7);
  }

  private int run(Object... args) {
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    return new CommandLine(new EvaluateCommand((path, threads, device) -> new Counting()))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
  }

  /** Counts what it is given. */
  private final class Counting implements Embedder {
    private final Embedder corners = new DrawnSet.CornerEmbedder();

    @Override
    public Embedded embed(byte[][] rgb112) {
      embedded.addAndGet(rgb112.length);
      return corners.embed(rgb112);
    }

    @Override
    public String describe() {
      return corners.describe();
    }

    @Override
    public void close() {}
  }
}
