package io.sightline.trainer.evaluate.foreign;

import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelInput.Colours;
import java.util.List;
import picocli.CommandLine.Option;

/** What the user says of a model, because the file does not. Options of the command line. */
final class Wishes {
  @Option(
      names = "--id",
      paramLabel = "ID",
      description =
          "of the model; of a recogniser, its embedding space. Default: file name and hash")
  String id;

  @Option(names = "--licence", paramLabel = "TEXT", description = "of the weights")
  String licence;

  @Option(names = "--source", paramLabel = "TEXT", description = "where the model comes from")
  String source;

  @Option(
      names = "--training",
      paramLabel = "TEXT",
      description = "what it was trained on, and how")
  String training = "";

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description =
          "of the pictures, for a model that leaves it open. Default: 640x640, of recognisers 112x112")
  String size;

  @Option(
      names = "--colours",
      paramLabel = "ORDER",
      description =
          "of the channels, RGB or BGR. Default: RGB, of YuNet BGR. A recogniser is tested in both"
              + " orders, and it is said when the other is clearly better; for one that hardly minds,"
              + " docs/models.md tells how to find out")
  Colours colours;

  @Option(
      names = "--normalise",
      paramLabel = "PRESET",
      description =
          "of the values: arcface (127.5, 127.5), scrfd (127.5, 128), imagenet, unit (0, 255) or raw"
              + " (0, 1). Default: by the kind of model; raw when it begins with arithmetic")
  Preset preset;

  @Option(
      names = "--mean",
      split = ",",
      paramLabel = "X",
      description = "instead: three numbers in the order of the channels; needs --std")
  List<Double> mean;

  @Option(names = "--std", split = ",", paramLabel = "X", description = "see --mean")
  List<Double> std;

  @Option(
      names = "--similarity",
      paramLabel = "X",
      description = "cosine above which two faces are one person, where no thresholds are measured")
  Double similarity;

  /**
   * Looks at the values alone, before anything is done with the model.
   *
   * @throws ModelException when one cannot be meant; names the option
   */
  void check() {
    wantedSize();
    numbers();
    if (similarity != null && !(similarity > -1 && similarity < 1)) {
      throw new ModelException("--similarity is a cosine between -1 and 1, not " + similarity);
    }
  }

  /** Width and height; null when nothing is said. */
  int[] wantedSize() {
    if (size == null) {
      return null;
    }
    if (!size.matches("[1-9][0-9]{0,3}x[1-9][0-9]{0,3}")) {
      throw new ModelException("--size is " + size + "; needed is such as 640x640");
    }
    String[] sides = size.split("x");
    return new int[] {Integer.parseInt(sides[0]), Integer.parseInt(sides[1])};
  }

  /** Whether mean and deviation are given one by one; both or none. */
  boolean numbers() {
    if ((mean == null) != (std == null)) {
      throw new ModelException("--mean and --std go together");
    }
    if (mean != null && !(three(mean) && three(std) && std.stream().allMatch(s -> s != 0))) {
      throw new ModelException(
          "--mean and --std are three numbers each, those of --std other than 0; they are "
              + mean
              + " and "
              + std);
    }
    return mean != null;
  }

  private static boolean three(List<Double> numbers) {
    return numbers.size() == 3 && numbers.stream().allMatch(Double::isFinite);
  }
}
