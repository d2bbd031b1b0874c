package io.sightline.trainer.finetune;

import io.sightline.contract.model.onnx.AttributeProto;
import io.sightline.contract.model.onnx.GraphProto;
import io.sightline.contract.model.onnx.NodeProto;
import io.sightline.contract.model.onnx.TensorProto;
import io.sightline.trainer.export.OnnxTensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/** An ONNX graph as its data flows: who reads a value, and what the constants are. */
final class ForeignGraph {
  /** Nodes that give on what they get, in inference. */
  private static final Set<String> PASSING = Set.of("Identity", "Dropout", "Cast");

  private final String input;
  private final Map<String, List<NodeProto>> readers = new HashMap<>();
  private final Map<String, TensorProto> constants = new HashMap<>();

  /** What makes the constants again that are kept in 8 bits. */
  private final Map<String, NodeProto> restoring = new HashMap<>();

  ForeignGraph(GraphProto graph) {
    graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
    for (NodeProto node : graph.getNodeList()) {
      if (node.getOpType().equals("Constant")) {
        attribute(node, "value").ifPresent(a -> constants.put(node.getOutput(0), a.getT()));
      }
      // Weights that are kept in fp16 are cast where they are used.
      if (node.getOpType().equals("Cast") && constants.containsKey(node.getInput(0))) {
        constants.put(node.getOutput(0), constants.get(node.getInput(0)));
      }
      if (node.getOpType().equals("DequantizeLinear") && constants.containsKey(node.getInput(0))) {
        restoring.put(node.getOutput(0), node);
      }
      for (String name : node.getInputList()) {
        readers.computeIfAbsent(name, n -> new ArrayList<>()).add(node);
      }
    }
    input =
        graph.getInputList().stream()
            .map(value -> value.getName())
            .filter(name -> !constants.containsKey(name))
            .findFirst()
            .orElseThrow(() -> new ImportException("the model has no input"));
  }

  String input() {
    return input;
  }

  /** All nodes that read a value, through those that only give it on. */
  List<NodeProto> readers(String value) {
    List<NodeProto> all = new ArrayList<>();
    for (NodeProto node : readers.getOrDefault(value, List.of())) {
      if (PASSING.contains(node.getOpType())) {
        all.addAll(readers(node.getOutput(0)));
      } else {
        all.add(node);
      }
    }
    return all;
  }

  boolean isConstant(String value) {
    return constants.containsKey(value) || restoring.containsKey(value);
  }

  /** The constant that a node has as its input of this number; none when it has no such input. */
  Optional<Tensor> constant(NodeProto node, int number) {
    if (number >= node.getInputCount() || !isConstant(node.getInput(number))) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(node.getInput(number)));
    } catch (RuntimeException e) {
      // libtorch's go on with a trace of its own.
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new ImportException(name(node) + ": " + reason, e);
    }
  }

  private Tensor read(String value) {
    NodeProto node = restoring.get(value);
    if (node == null) {
      return OnnxTensors.read(constants.get(value));
    }
    boolean complete = node.getInputCount() == 3;
    if (!complete || !isConstant(node.getInput(1)) || !isConstant(node.getInput(2))) {
      throw new IllegalArgumentException("its 8 bits have no constant scale or zero point");
    }
    Tensor kept = read(node.getInput(0));
    Tensor scale = read(node.getInput(1));
    boolean rows = attribute(node, "axis").map(a -> a.getI() == 0).orElse(false);
    if (!(rows || scale.numel() == 1)) {
      throw new IllegalArgumentException("its 8 bits have scales of another axis than the first");
    }
    // One of each for all, or for each of the first axis; slopes have no other.
    return kept.reshape(kept.size(0), -1)
        .sub(read(node.getInput(2)).view(-1, 1))
        .mul(scale.view(-1, 1))
        .view_as(kept);
  }

  static Optional<AttributeProto> attribute(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  static String name(NodeProto node) {
    String own = node.getName().isEmpty() ? node.getOutput(0) : node.getName();
    return "node " + own + " (" + node.getOpType() + ")";
  }
}
