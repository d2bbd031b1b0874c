package io.sightline.trainer.evaluate.foreign;

import java.util.List;

/** How pictures are usually normalised for networks: {@code (value - mean) / std}, RGB order. */
enum Preset {
  /** InsightFace's recognisers and most that follow them. */
  ARCFACE(of(127.5), of(127.5)),
  /** InsightFace's detectors. */
  SCRFD(of(127.5), of(128)),
  /** Networks on torchvision's normalisation. */
  IMAGENET(List.of(123.675, 116.28, 103.53), List.of(58.395, 57.12, 57.375)),
  /** 0 to 1. */
  UNIT(of(0), of(255)),
  /** 0 to 255, as pictures are: the network does the rest. */
  RAW(of(0), of(1));

  private final List<Double> mean;
  private final List<Double> std;

  Preset(List<Double> mean, List<Double> std) {
    this.mean = mean;
    this.std = std;
  }

  private static List<Double> of(double value) {
    return List.of(value, value, value);
  }

  List<Double> mean() {
    return mean;
  }

  List<Double> std() {
    return std;
  }
}
