package io.sightline.trainer.evaluate.foreign;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.onnx.ModelProto;
import io.sightline.contract.model.onnx.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** What an ONNX file does first, and whether it is whole. */
final class GraphStart {
  private static final Set<String> ARITHMETIC = Set.of("Sub", "Mul", "Div", "Add");
  private static final int NODES = 3;

  private GraphStart() {}

  /**
   * Whether the network begins with arithmetic on the picture, as InsightFace's older exports do:
   * then it normalises by itself.
   *
   * @throws ModelException when the file is no ONNX, or not all of one
   */
  static boolean normalises(Path onnx) {
    ModelProto model = parse(onnx);
    return model.getGraph().getNodeList().stream()
        .limit(NODES)
        .takeWhile(node -> !node.getOpType().equals("Conv"))
        .anyMatch(node -> ARITHMETIC.contains(node.getOpType()));
  }

  /** Its weights may lie in files beside it, which its card's SHA-256 would not cover. */
  private static void requireWhole(Path onnx, ModelProto model) {
    for (TensorProto weights : model.getGraph().getInitializerList()) {
      if (weights.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        throw new ModelException(
            onnx
                + " has its weights in another file: save it as one, in Python such as"
                + " onnx.save(onnx.load(\"in.onnx\"), \"out.onnx\")");
      }
    }
  }

  private static ModelProto parse(Path onnx) {
    try {
      ModelProto model = ModelProto.parseFrom(Files.readAllBytes(onnx));
      if (model.getGraph().getNodeCount() == 0 || model.getOpsetImportCount() == 0) {
        throw new ModelException(onnx + " is no ONNX file");
      }
      requireWhole(onnx, model);
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(onnx + " is no ONNX file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ModelException(onnx + " cannot be read: " + e, e);
    }
  }
}
