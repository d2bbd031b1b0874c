package io.sightline.trainer.detect;

import static org.bytedeco.pytorch.global.torch.cat;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Boxes as tensors [N, 4]: middle x and y, width, height. */
final class Boxes {
  private Boxes() {}

  /**
   * From YuNet's coding to pixels.
   *
   * @param origin [N, 3]: column, row and stride of the cell
   * @param widest logarithms of sides above it, and below its negative, are taken as it
   */
  static Tensor decode(Tensor coded, Tensor origin, double widest) {
    Tensor stride = origin.narrow(1, 2, 1);
    Tensor middle = coded.narrow(1, 0, 2).add(origin.narrow(1, 0, 2)).mul(stride);
    Tensor logarithm =
        coded
            .narrow(1, 2, 2)
            .clamp(new ScalarOptional(new Scalar(-widest)), new ScalarOptional(new Scalar(widest)));
    return cat(new TensorVector(middle, logarithm.exp().mul(stride)), 1);
  }

  /**
   * Of boxes in pairs.
   *
   * @param iou intersection over union, [N]
   * @param distance squared distance of the middles over the squared diagonal of the box round
   *     both, [N]
   */
  record Overlap(Tensor iou, Tensor distance) {}

  static Overlap overlap(Tensor a, Tensor b) {
    Scalar half = new Scalar(0.5);
    Tensor sizeA = a.narrow(1, 2, 2);
    Tensor sizeB = b.narrow(1, 2, 2);
    Tensor lowA = a.narrow(1, 0, 2).sub(sizeA.mul(half));
    Tensor lowB = b.narrow(1, 0, 2).sub(sizeB.mul(half));
    Tensor highA = lowA.add(sizeA);
    Tensor highB = lowB.add(sizeB);
    Tensor sides = highA.minimum(highB).sub(lowA.maximum(lowB)).clamp_min(new Scalar(0));
    Tensor both = area(sides);
    Tensor iou = both.div(area(sizeA).add(area(sizeB)).sub(both).clamp_min(new Scalar(1e-6)));
    Tensor round = highA.maximum(highB).sub(lowA.minimum(lowB));
    Tensor apart = a.narrow(1, 0, 2).sub(b.narrow(1, 0, 2));
    Tensor distance = squares(apart).div(squares(round).clamp_min(new Scalar(1e-6)));
    return new Overlap(iou, distance);
  }

  private static Tensor area(Tensor sides) {
    return sides.select(1, 0).mul(sides.select(1, 1));
  }

  private static Tensor squares(Tensor xy) {
    return xy.mul(xy).sum(1);
  }
}
