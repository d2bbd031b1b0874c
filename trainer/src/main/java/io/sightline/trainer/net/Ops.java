package io.sightline.trainer.net;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.PReLUImpl;

/**
 * The operations face networks are made of. A network is written once against them; what runs it,
 * writes it as ONNX, reads foreign weights into it or measures it implements them, so that no two
 * of these can disagree about its shape.
 *
 * @param <V> a value between two operations: a tensor, the name of one, ...
 */
public interface Ops<V> {

  V conv(Conv2dImpl layer, V x);

  V norm(BatchNorm layer, V x);

  V prelu(PReLUImpl layer, V x);

  V add(V a, V b);

  V dropout(DropoutImpl layer, V x);

  /** From [N, C, H, W] to [N, C * H * W]. */
  V flatten(V x);

  V linear(LinearImpl layer, V x);

  /** The middle of a picture, without a border of so many pixels. */
  V inner(V picture, long border);

  /**
   * A picture before it was moved: sampled from it bilinearly, beyond its border as at the border.
   *
   * @param motion see {@link Straightener}
   */
  V straighten(V picture, V motion);

  /** Whether a network that straightens its pictures is to do so with this one. */
  default boolean straightens(V picture) {
    return true;
  }
}
