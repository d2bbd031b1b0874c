package io.sightline.trainer.net;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Module;

/** Halves the picture, then adds blocks of two 3x3 convolutions to what they read. */
final class DetectorStage extends Module {
  private final DenseUnit down;
  private final List<DenseUnit> units = new ArrayList<>();

  DetectorStage(long in, long out, int blocks) {
    down = register_module("down", new DenseUnit(in, out, 3, 2));
    for (int i = 0; i < 2 * blocks; i++) {
      units.add(register_module("unit" + i, new DenseUnit(out, out, 3, 1)));
    }
  }

  <V> V run(PyramidOps<V> ops, V x) {
    V y = down.run(ops, x);
    for (int i = 0; i < units.size(); i += 2) {
      V inner = units.get(i + 1).linear(ops, units.get(i).run(ops, y));
      y = ops.relu(ops.add(y, inner));
    }
    return y;
  }
}
