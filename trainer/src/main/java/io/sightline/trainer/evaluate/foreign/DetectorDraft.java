package io.sightline.trainer.evaluate.foreign;

import io.sightline.contract.model.DetectorSpec;
import io.sightline.contract.model.DetectorSpec.Decoder;
import io.sightline.contract.model.ModelException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Recognises the detectors that have a decoder by their outputs: for each stride SCRFD gives scores
 * (1), boxes (4) and landmarks (10) of one or two anchors a cell; YuNet gives class and objectness
 * (1 each), boxes and landmarks of one.
 */
final class DetectorDraft {
  private static final List<Integer> STRIDES = List.of(8, 16, 32, 64, 128);
  private static final int BOX = 4;
  private static final int LANDMARKS = 10;

  private DetectorDraft() {}

  /** Whether the outputs are those of a detector at all: boxes of several sizes. */
  static boolean fits(ForeignModel model) {
    return model.outputs().size() > 2;
  }

  /**
   * @throws ModelException when it is a detector that cannot be read; says what its outputs are
   */
  static DetectorSpec of(ForeignModel model) {
    List<String> ones = named(model, 1);
    List<String> boxes = named(model, BOX);
    List<String> points = named(model, LANDMARKS);
    int maps = boxes.size();
    boolean yunet = ones.size() == 2 * maps;
    if (maps == 0 || points.size() != maps || !yunet && ones.size() != maps || maps > 5) {
      throw new ModelException(
          "the outputs are neither YuNet's nor SCRFD's with landmarks: " + model.describe());
    }
    List<Integer> strides = STRIDES.subList(0, maps);
    int anchors = anchors(model, boxes, strides);
    List<String> outputs = new ArrayList<>(yunet ? classThenObject(model, ones) : ones);
    outputs.addAll(boxes);
    outputs.addAll(points);
    return yunet
        ? new DetectorSpec(Decoder.YUNET, strides, 1, outputs, 0.6, 0.3)
        : new DetectorSpec(Decoder.SCRFD, strides, anchors, outputs, 0.5, 0.4);
  }

  /** Outputs with so many numbers a row, the finest map first. */
  private static List<String> named(ForeignModel model, int numbers) {
    return model.outputs().keySet().stream()
        .filter(name -> model.last(name) == numbers)
        .sorted(Comparator.comparingLong(model::rows).reversed())
        .toList();
  }

  /** Which is which their names tell; else the model's order, and as factors they are alike. */
  private static List<String> classThenObject(ForeignModel model, List<String> ones) {
    List<String> order = new ArrayList<>(model.outputs().keySet());
    Comparator<String> kind =
        Comparator.<String, Boolean>comparing(n -> n.toLowerCase(Locale.ROOT).contains("obj"))
            .thenComparing(order::indexOf);
    List<String> classes = new ArrayList<>();
    List<String> objects = new ArrayList<>();
    for (int i = 0; i < ones.size(); i += 2) {
      List<String> pair = ones.subList(i, i + 2).stream().sorted(kind).toList();
      classes.add(pair.get(0));
      objects.add(pair.get(1));
    }
    classes.addAll(objects);
    return classes;
  }

  private static int anchors(ForeignModel model, List<String> boxes, List<Integer> strides) {
    return IntStream.rangeClosed(1, 2)
        .filter(
            anchors ->
                IntStream.range(0, boxes.size())
                    .allMatch(
                        i -> model.rows(boxes.get(i)) == anchors * cells(model, strides.get(i))))
        .findFirst()
        .orElseThrow(
            () ->
                new ModelException(
                    "the outputs are not maps of strides "
                        + strides
                        + " over "
                        + model.width()
                        + "x"
                        + model.height()
                        + " with one or two anchors a cell: "
                        + model.describe()));
  }

  private static long cells(ForeignModel model, int stride) {
    return (long) (model.width() / stride) * (model.height() / stride);
  }
}
