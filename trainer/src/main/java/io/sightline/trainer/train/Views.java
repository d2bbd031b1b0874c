package io.sightline.trainer.train;

import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.mask.TrainingView;

/** Makes a training view of a picture; thread-safe, a function of its arguments alone. */
@FunctionalInterface
public interface Views {

  /**
   * @param rgb112 row-major HWC, 112x112x3 bytes
   * @param worn on the picture already
   */
  TrainingView view(byte[] rgb112, MaskWear worn, long seed);
}
