package io.sightline.contract.model;

import java.util.List;

/**
 * The picture a network takes: float NCHW, each channel {@code (value - mean) / std} with values
 * 0..255.
 *
 * @param tensor name of the input
 * @param width in pixels
 * @param height in pixels
 * @param colours order of the channels
 * @param mean for each channel, in that order
 * @param std for each channel, in that order
 */
public record ModelInput(
    String tensor, int width, int height, Colours colours, List<Double> mean, List<Double> std) {

  /** Order of the colour channels. */
  public enum Colours {
    RGB,
    BGR
  }

  public ModelInput {
    CardCheck.that(tensor != null && !tensor.isBlank(), "input.tensor is missing");
    CardCheck.that(width > 0 && height > 0, "input.width and input.height must be above zero");
    CardCheck.that(colours != null, "input.colours is missing (RGB or BGR)");
    CardCheck.that(mean != null && mean.size() == 3, "input.mean must hold three numbers");
    CardCheck.that(
        std != null && std.size() == 3 && std.stream().allMatch(s -> s != 0),
        "input.std must hold three numbers other than 0");
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }
}
