package io.sightline.trainer.finetune;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sightline.contract.model.ModelCard;
import io.sightline.contract.model.ModelInput;
import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.ModelProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.trainer.net.FaceNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;

/**
 * The weights of an ArcFace-style ONNX file of the same architecture, but for the mask head, which
 * stays as it was. The file must take RGB pictures as (x - 127.5) / 127.5.
 */
final class OnnxImport {
  private OnnxImport() {}

  /**
   * @throws ImportException when the file is no ONNX, takes other pictures or is of another
   *     architecture; the network is half filled then
   */
  static void read(Path onnx, FaceNetwork network) {
    GraphProto graph = parse(onnx);
    checkInput(onnx, graph);
    ForeignGraph foreign = new ForeignGraph(graph);
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      ImportOps ops = new ImportOps(foreign);
      String straight = network.straight(ops, foreign.input());
      network.embed(ops, network.features(ops, straight));
    } catch (ImportException e) {
      throw new ImportException(
          onnx + " is no " + network.spec().label() + ": " + e.getMessage(), e);
    }
  }

  private static GraphProto parse(Path onnx) {
    try {
      return ModelProto.parseFrom(Files.readAllBytes(onnx)).getGraph();
    } catch (InvalidProtocolBufferException e) {
      throw new ImportException(onnx + " is no ONNX file: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ImportException(onnx + " cannot be read: " + e, e);
    }
  }

  private static void checkInput(Path onnx, GraphProto graph) {
    if (graph.getNodeCount() == 0) {
      throw new ImportException(onnx + " is no ONNX file: it has no nodes");
    }
    for (NodeProto node : graph.getNodeList().subList(0, Math.min(2, graph.getNodeCount()))) {
      if (node.getOpType().equals("Sub") || node.getOpType().equals("Mul")) {
        throw new ImportException(
            onnx
                + " normalises its pictures by itself ("
                + node.getOpType()
                + " at the start); export it without");
      }
    }
    String name = onnx.getFileName().toString().replaceFirst("\\.onnx$", ".json");
    Path card = onnx.resolveSibling(name);
    if (Files.exists(card)) {
      checkCard(card);
    }
  }

  private static void checkCard(Path card) {
    ModelInput input = ModelCard.read(card).input();
    List<Double> middle = List.of(127.5, 127.5, 127.5);
    if (input.colours() != ModelInput.Colours.RGB
        || !input.mean().equals(middle)
        || !input.std().equals(middle)) {
      throw new ImportException(
          card + ": the trainer's pictures are RGB, mean 127.5, std 127.5; this model's are not");
    }
  }
}
