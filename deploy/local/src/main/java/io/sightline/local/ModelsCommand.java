package io.sightline.local;

import io.sightline.contract.model.KnownModels;
import io.sightline.contract.model.ModelCard;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    description = "Gets models, and lists them.",
    subcommands = {ModelsCommand.Pull.class, ModelsListCommand.class},
    footer = {
      "",
      "Also, by the script itself:",
      "  import FILE.onnx  takes a model of your own: makes its card and tests it"
    })
final class ModelsCommand implements Runnable {

  @picocli.CommandLine.Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  /** A model of the set, and where it is at home. */
  private record Home(ModelCard card, String file, String url) {}

  private static final List<Home> STARTER =
      List.of(
          new Home(
              KnownModels.YUNET,
              "face_detection_yunet_2023mar.onnx",
              "https://media.githubusercontent.com/media/opencv/opencv_zoo/82b38c8f98e7b52aa171400f3e4c722352d0669f/models/"
                  + "face_detection_yunet/"
                  + "face_detection_yunet_2023mar.onnx"),
          new Home(
              KnownModels.MOBILEFACENET,
              "MobileFaceNet.onnx",
              "https://raw.githubusercontent.com/foamliu/MobileFaceNet/a6cc9032a659b615f477833e1a70b5e7931bcccc/"
                  + "weights/MobileFaceNet.onnx"));

  @Command(
      name = "pull",
      mixinStandardHelpOptions = true,
      description = {
        "Gets a set of models with their cards. The set 'starter': YuNet (MIT) finds faces, MobileFaceNet (Apache-2.0)",
        "tells them apart; neither knows masks. A file that is there already is not fetched again, one that broke off is",
        "resumed, and one whose SHA-256 is not the known one is refused."
      })
  static final class Pull implements Callable<Integer> {

    @Parameters(paramLabel = "SET", description = "starter")
    private String set;

    @Option(
        names = "--models",
        paramLabel = "DIR",
        defaultValue = "models",
        description = "where to put them (default: ${DEFAULT-VALUE})")
    private Path models;

    @Option(
        names = "--from",
        paramLabel = "DIR",
        description = "take local files instead of fetching; known by their SHA-256")
    private Path from;

    @Option(
        names = "--base-url",
        paramLabel = "URL",
        description = "fetch NAME.onnx from there instead: a mirror of yours")
    private String baseUrl;

    @Override
    public Integer call() throws IOException, InterruptedException {
      if (!set.equals("starter")) {
        throw new UserException("there is no set '" + set + "'; there is: starter");
      }
      Files.createDirectories(models);
      for (Home home : STARTER) {
        Path file = models.resolve(home.card().id() + ".onnx");
        ModelDownload download = new ModelDownload(home.card().sha256(), file, System.out);
        if (from != null) {
          download.copyFrom(from);
        } else {
          download.fetch(URI.create(baseUrl == null ? home.url() : baseUrl + "/" + home.file()));
        }
        home.card().write(models.resolve(home.card().id() + ".json"));
      }
      System.out.println("models are in " + models.toAbsolutePath().normalize());
      return 0;
    }
  }
}
