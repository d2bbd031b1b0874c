package io.sightline.contract.model;

import java.util.List;
import java.util.Optional;

/**
 * Public models whose files are known by their SHA-256, so that they need no card beside them. In
 * order of preference: those under a free licence come first.
 */
public final class KnownModels {
  private static final List<Integer> STRIDES = List.of(8, 16, 32);
  private static final List<Double> ZERO = List.of(0.0, 0.0, 0.0);
  private static final List<Double> ONE = List.of(1.0, 1.0, 1.0);

  /** YuNet of OpenCV's model zoo, {@code face_detection_yunet_2023mar.onnx}. */
  public static final ModelCard YUNET =
      new ModelCard(
          "yunet-2023mar",
          "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
          new ModelInput("input", 640, 640, ModelInput.Colours.BGR, ZERO, ONE),
          new DetectorSpec(
              DetectorSpec.Decoder.YUNET,
              STRIDES,
              1,
              List.of(
                  "cls_8", "cls_16", "cls_32", "obj_8", "obj_16", "obj_32", "bbox_8", "bbox_16",
                  "bbox_32", "kps_8", "kps_16", "kps_32"),
              0.6,
              0.3),
          null,
          "MIT",
          "github.com/opencv/opencv_zoo",
          "WIDER FACE",
          null);

  /** MobileFaceNet of foamliu/MobileFaceNet, 128 numbers, no mask head. */
  public static final ModelCard MOBILEFACENET =
      new ModelCard(
          "mobilefacenet-foamliu",
          "b7120c095d60094f28a4a54ba6a8bf51b297a6273fb40ef6350dfec1f63d9507",
          new ModelInput(
              "input0",
              112,
              112,
              ModelInput.Colours.RGB,
              List.of(123.675, 116.28, 103.53),
              List.of(58.395, 57.12, 57.375)),
          null,
          new RecogniserSpec("output0", 128, null, 0.5, null),
          "Apache-2.0",
          "github.com/foamliu/MobileFaceNet",
          "MS-Celeb-1M, ArcFace loss",
          null);

  /** SCRFD-500M of InsightFace: non-commercial research only. */
  public static final ModelCard SCRFD_500M =
      new ModelCard(
          "scrfd-500m-kps",
          "5e4447f50245bbd7966bd6c0fa52938c61474a04ec7def48753668a9d8b4ea3a",
          new ModelInput(
              "input.1",
              640,
              640,
              ModelInput.Colours.RGB,
              List.of(127.5, 127.5, 127.5),
              List.of(128.0, 128.0, 128.0)),
          new DetectorSpec(
              DetectorSpec.Decoder.SCRFD,
              STRIDES,
              2,
              List.of("443", "468", "493", "446", "471", "496", "449", "474", "499"),
              0.5,
              0.4),
          null,
          "InsightFace models: non-commercial research",
          "github.com/deepinsight/insightface",
          "WIDER FACE",
          null);

  /** In order of preference. */
  public static final List<ModelCard> ALL = List.of(YUNET, MOBILEFACENET, SCRFD_500M);

  private KnownModels() {}

  public static Optional<ModelCard> bySha256(String sha256) {
    return ALL.stream().filter(card -> card.sha256().equals(sha256)).findFirst();
  }
}
