package io.sightline.trainer.detect;

import static org.bytedeco.pytorch.global.torch.binary_cross_entropy_with_logits;
import static org.bytedeco.pytorch.global.torch.cat;

import io.sightline.trainer.net.DetectorNetwork;
import java.util.List;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * What is wrong with a detector's answers, as a sum over a batch for each cell that tells of a
 * face:
 *
 * <ul>
 *   <li>objectness: binary cross-entropy of all cells;
 *   <li>class: binary cross-entropy of the cells with a face; wanted is the overlap of the box they
 *       tell with the true one, so that of two answers the better scores higher (YOLOX, arXiv
 *       2107.08430);
 *   <li>box: {@code 1 - IoU + d^2 / c^2}, d the distance of the middles, c the diagonal of the box
 *       round both (DIoU, arXiv 1911.08287);
 *   <li>landmarks: smooth L1 of the distances in sizes of the face, so that faces of all sizes
 *       weigh the same.
 * </ul>
 *
 * Stateless; computes in fp32.
 */
final class DetectionLoss {
  private static final double BOX = 4;
  private static final double POINTS = 12;

  /** Where smooth L1 turns from square to linear, sizes of the face. */
  private static final double BEND = 0.03;

  /** Boxes wider than e to the power of this, in strides, are none. */
  private static final double WIDEST = 6;

  private DetectionLoss() {}

  /** Each a scalar; {@code total} is to be minimised. */
  record Terms(Tensor objectness, Tensor kind, Tensor box, Tensor points, Tensor total) {}

  /** A network's maps as [cells of the batch, {@value DetectorNetwork#VALUES}]. */
  static Tensor rows(List<Tensor> maps) {
    TensorVector rows = new TensorVector();
    for (Tensor map : maps) {
      rows.push_back(map.permute(0, 2, 3, 1).flatten(1, 2));
    }
    return cat(rows, 1).to(ScalarType.Float).flatten(0, 1);
  }

  /**
   * @param rows as {@link #rows} gives them
   */
  static Terms of(Tensor rows, TargetBatch targets) {
    Device device = rows.device();
    Tensor empty =
        binary_cross_entropy_with_logits(
            rows.select(1, 1),
            Tensor.create(targets.objectness()).to(device, ScalarType.Float),
            new TensorOptional(Tensor.create(targets.weight()).to(device, ScalarType.Float)),
            new TensorOptional(),
            2);
    int n = targets.filled().length;
    Scalar share = new Scalar(1.0 / Math.max(1, n));
    Tensor objectness = empty.mul(share);
    if (n == 0) {
      Tensor zero = objectness.mul(new Scalar(0)).detach();
      return new Terms(objectness, zero, zero, zero, objectness);
    }
    Tensor told = rows.index_select(0, Tensor.create(targets.filled()).to(device, ScalarType.Long));
    Tensor origin = Tensor.create(targets.origin(), n, 3).to(device, ScalarType.Float);
    Tensor wanted = Tensor.create(targets.boxes(), n, 4).to(device, ScalarType.Float);
    Boxes.Overlap overlap =
        Boxes.overlap(Boxes.decode(told.narrow(1, 2, 4), origin, WIDEST), wanted);
    Tensor kind =
        binary_cross_entropy_with_logits(
            told.select(1, 0),
            overlap.iou().detach(),
            new TensorOptional(),
            new TensorOptional(),
            1);
    Tensor box = overlap.distance().sub(overlap.iou()).add(new Scalar(1.0)).mean();
    Tensor points = points(told.narrow(1, 6, 10), origin, wanted, targets.points());
    Tensor total =
        objectness.add(kind).add(box.mul(new Scalar(BOX))).add(points.mul(new Scalar(POINTS)));
    return new Terms(objectness, kind, box, points, total);
  }

  private static Tensor points(Tensor told, Tensor origin, Tensor wanted, float[] xy) {
    long n = told.size(0);
    Tensor size = wanted.narrow(1, 2, 1).mul(wanted.narrow(1, 3, 1)).sqrt().unsqueeze(2);
    Tensor stride = origin.narrow(1, 2, 1).unsqueeze(2);
    Tensor there = told.view(n, 5, 2).add(origin.narrow(1, 0, 2).unsqueeze(1)).mul(stride);
    Tensor truth = Tensor.create(xy, n, 5, 2).to(told.device(), ScalarType.Float);
    Tensor away = there.sub(truth).div(size);
    return org.bytedeco.pytorch.global.torch.smooth_l1_loss(
        away, away.mul(new Scalar(0)).detach(), 1, BEND);
  }
}
