package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.mask.MaskLook;
import java.util.SplittableRandom;

/**
 * A face mask and how it is worn.
 *
 * @param look null when there is none
 */
public record WornMask(MaskState state, MaskLook look) {
  public static final WornMask NONE = new WornMask(MaskState.BARE, null);

  /** Any mask, worn like this. */
  public static WornMask random(MaskState state, SplittableRandom random) {
    return state == MaskState.BARE ? NONE : new WornMask(state, MaskLook.any(random));
  }
}
