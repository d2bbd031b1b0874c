package io.sightline.contract.model;

import java.util.List;

/**
 * What a detector's outputs mean.
 *
 * @param decoder how boxes and landmarks are coded
 * @param strides of the output maps in input pixels
 * @param anchors for each cell
 * @param outputs names of the tensors: for YuNet {@code cls, obj, bbox, kps}, each for all strides;
 *     for SCRFD {@code score, bbox, kps}
 * @param scoreThreshold faces below it are not observed
 * @param nmsIou of two boxes that overlap more than this, only the better stays
 */
public record DetectorSpec(
    Decoder decoder,
    List<Integer> strides,
    int anchors,
    List<String> outputs,
    double scoreThreshold,
    double nmsIou) {

  /** The families of output codings that are known. */
  public enum Decoder {
    YUNET(4),
    SCRFD(3);

    private final int kinds;

    Decoder(int kinds) {
      this.kinds = kinds;
    }
  }

  public DetectorSpec {
    CardCheck.that(decoder != null, "detector.decoder is missing (YUNET or SCRFD)");
    CardCheck.that(strides != null && !strides.isEmpty(), "detector.strides is missing");
    CardCheck.that(strides.stream().allMatch(s -> s > 0), "detector.strides must be above zero");
    CardCheck.that(anchors > 0, "detector.anchors must be above zero");
    CardCheck.that(
        outputs != null && outputs.size() == decoder.kinds * strides.size(),
        "detector.outputs must name " + decoder.kinds * strides.size() + " tensors");
    CardCheck.that(
        scoreThreshold >= 0 && scoreThreshold <= 1, "detector.scoreThreshold must be from 0 to 1");
    CardCheck.that(nmsIou > 0 && nmsIou <= 1, "detector.nmsIou must be above 0, at the most 1");
    strides = List.copyOf(strides);
    outputs = List.copyOf(outputs);
  }
}
