package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.mask.MaskLook;
import java.util.SplittableRandom;

/**
 * A face mask and how it is worn.
 *
 * @param look null when there is none
 */
public record WornMask(MaskWear state, MaskLook look) {
  public static final WornMask NONE = new WornMask(MaskWear.BARE, null);

  /** Any mask, worn like this. */
  public static WornMask random(MaskWear state, SplittableRandom random) {
    return state == MaskWear.BARE ? NONE : new WornMask(state, MaskLook.any(random));
  }
}
