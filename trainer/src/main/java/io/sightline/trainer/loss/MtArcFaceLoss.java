package io.sightline.trainer.loss;

import static org.bytedeco.pytorch.global.torch.cross_entropy;
import static org.bytedeco.pytorch.global.torch.linear;
import static org.bytedeco.pytorch.global.torch.where;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * The loss of MTArcFace (arXiv 2104.09874): {@code L = L_arc + log(1 + L_mask) + L_reg}.
 *
 * <ul>
 *   <li>{@code L_arc} (ArcFace, arXiv 1801.07698): cross-entropy of the logits {@code s
 *       cos(theta_j)}, where theta_j is the angle between the embedding and the centre of class j,
 *       and the true class y has {@code s cos(theta_y + m)} instead. Past {@code theta_y + m = pi}
 *       that would rise again, so where {@code cos(theta_y) <= cos(pi - m)} it is {@code s
 *       (cos(theta_y) - m sin(m))}: the safe margin.
 *   <li>{@code L_mask}: cross-entropy of the two mask logits. The logarithm scales its gradient by
 *       {@code 1 / (1 + L_mask)}: while the mask task is badly done it does not drown the other,
 *       and the 1 keeps the term from going below zero.
 *   <li>{@code L_reg = lambda * sum(W^2)} over the weights of convolutions, dense layers and class
 *       centres. Its gradient {@code 2 lambda W} is added by {@link Sgd}, so it costs nothing here
 *       and is not part of the reported value.
 * </ul>
 *
 * Stateless; computes in the precision of its inputs.
 */
public final class MtArcFaceLoss {
  /** Keeps the root's slope finite at angle 0. */
  private static final double NEAR_ONE = 1 - 1e-7;

  private final LossSettings settings;

  /**
   * The parts of a batch's loss, each a scalar mean.
   *
   * @param mask {@code L_mask} itself, without the logarithm
   * @param total what is to be minimised
   */
  public record Terms(Tensor arc, Tensor mask, Tensor total) {

    /** With a term that is none of MTArcFace's. */
    public Terms plus(Tensor more) {
      return new Terms(arc, mask, total.add(more));
    }
  }

  public MtArcFaceLoss(LossSettings settings) {
    this.settings = settings;
  }

  /**
   * @param embedding [N, E]
   * @param centres [C, E]
   * @param label [N], long, row of each picture's class in {@code centres}
   * @param maskLogits [N, 2] as (bare, masked)
   * @param masked [N], long, 0 or 1
   */
  public Terms of(
      Tensor embedding, Tensor centres, Tensor label, Tensor maskLogits, Tensor masked) {
    Tensor arc = cross_entropy(logits(embedding, centres, label), label);
    Tensor mask = cross_entropy(maskLogits, masked);
    Tensor total = settings.maskTask() ? arc.add(mask.add(new Scalar(1.0)).log()) : arc;
    return new Terms(arc, mask, total);
  }

  /** Scaled cosines with the margin on the true class, [N, C]. */
  Tensor logits(Tensor embedding, Tensor centres, Tensor label) {
    // Not the centres, of which there are many, but what comes of them is made cosines.
    Tensor cosines = linear(unit(embedding), centres).div(norm(centres).t());
    Tensor column = label.unsqueeze(1);
    Tensor withMargin = margin(cosines.gather(1, column));
    return cosines.scatter(1, column, withMargin).mul(new Scalar(settings.scale()));
  }

  private Tensor margin(Tensor cosine) {
    double m = settings.margin();
    if (m == 0) {
      return cosine;
    }
    Tensor cos =
        cosine.clamp(
            new ScalarOptional(new Scalar(-NEAR_ONE)), new ScalarOptional(new Scalar(NEAR_ONE)));
    Tensor sin = cos.mul(cos).neg().add(new Scalar(1.0)).sqrt();
    Tensor turned = cos.mul(new Scalar(Math.cos(m))).sub(sin.mul(new Scalar(Math.sin(m))));
    Tensor safe = cosine.sub(new Scalar(m * Math.sin(m)));
    return where(cosine.gt(new Scalar(Math.cos(Math.PI - m))), turned, safe);
  }

  private static Tensor unit(Tensor rows) {
    return rows.div(norm(rows));
  }

  /** Of each row, [N, 1]. */
  private static Tensor norm(Tensor rows) {
    Tensor norm = rows.norm(new ScalarOptional(new Scalar(2.0)), new long[] {1}, true);
    return norm.clamp_min(new Scalar(1e-12));
  }
}
