package io.sightline.trainer.detect;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.trainer.device.Libtorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code detector export}: a training as a model that the recogniser loads. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    header = "Writes a trained detector as a model to serve.",
    description =
        "Writes detector.onnx and its card detector.json, after the ONNX has been run beside the"
            + " checkpoint and agreed.")
public final class DetectorExportCommand implements Callable<Integer> {
  @Option(names = "--training", required = true, description = "folder of 'detector train'")
  private Path training;

  @Option(names = "--out", required = true, description = "folder of the model")
  private Path out;

  @Option(
      names = "--input",
      defaultValue = "640x384",
      description =
          "of the network, multiples of 32; 640x384 is a 16:9 camera's picture without wasted"
              + " space. Default: ${DEFAULT-VALUE}")
  private String input;

  @Option(
      names = "--threshold",
      defaultValue = "0.6",
      description = "score from which a face is observed. Default: ${DEFAULT-VALUE}")
  private double threshold;

  @Option(
      names = "--evaluation",
      paramLabel = "FILE",
      description = "of 'detector evaluate --json': figures for the card")
  private Path evaluation;

  @Option(
      names = "--id",
      defaultValue = "sightline-detector",
      description = "Default: ${DEFAULT-VALUE}")
  private String id;

  @Option(names = "--licence", defaultValue = "", description = "of the weights, for the card")
  private String licence;

  @Option(names = "--machine", defaultValue = "", description = "trained on, for the card")
  private String machine;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Libtorch.load();
    if (!input.matches("\\d{2,4}x\\d{2,4}")) {
      throw new ParameterException(
          spec.commandLine(), "--input is WIDTHxHEIGHT, as 640x384, not '" + input + "'");
    }
    String[] sides = input.split("x");
    Map<String, Double> metrics =
        evaluation == null
            ? Map.of()
            : new ObjectMapper()
                .readValue(
                    Files.readString(evaluation), new TypeReference<Map<String, Double>>() {});
    try {
      DetectorParity parity =
          new DetectorExporter(training)
              .export(
                  out,
                  Integer.parseInt(sides[0]),
                  Integer.parseInt(sides[1]),
                  metrics,
                  new DetectorExporter.Labels(id, licence, machine, threshold));
      spec.commandLine()
          .getOut()
          .printf(
              "%s: probabilities within %.6f of libtorch, places within %.6f strides%n",
              out.resolve("detector.onnx"), parity.score(), parity.place());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
    return 0;
  }
}
