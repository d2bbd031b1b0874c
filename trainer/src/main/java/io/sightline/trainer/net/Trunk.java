package io.sightline.trainer.net;

import org.bytedeco.pytorch.Module;

/** From the picture to the features both heads read. */
abstract class Trunk extends Module {

  /**
   * @param picture [N, 3, 112, 112]
   * @return [N, C, H, W] with {@code C * H * W} = {@link #features}
   */
  abstract <V> V run(Ops<V> ops, V picture);

  abstract long features();

  /** Whether the embedding layer has a bias, as the family's published weights do. */
  abstract boolean embeddingBias();
}
