package io.sightline.trainer.net;

/**
 * What networks need besides {@link Ops} that look at a whole picture and compare sizes.
 *
 * @param <V> a value between two operations
 */
public interface PyramidOps<V> extends Ops<V> {

  V relu(V x);

  /** From [N, C, H, W] to [N, C, 2H, 2W], each value four times. */
  V enlarge(V x);
}
