package io.sightline.trainer.net;

import java.util.List;
import org.bytedeco.pytorch.Module;

/** From the picture to the features both heads read. */
abstract class Trunk extends Module {

  /**
   * @param picture [N, 3, 112, 112]
   * @return [N, C, H, W] with {@code C * H * W} = {@link #features}
   */
  abstract <V> V run(Ops<V> ops, V picture);

  abstract long features();

  /**
   * Lets the blocks that a shallower network of the family lacks give on what they get. Without
   * gradients.
   *
   * @return the names of these blocks in this trunk
   */
  abstract List<String> bypassBeyond(NetworkType shallower);

  /** Whether the embedding layer has a bias, as the family's published weights do. */
  abstract boolean embeddingBias();
}
