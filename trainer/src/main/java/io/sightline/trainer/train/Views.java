package io.sightline.trainer.train;

import io.sightline.trainer.mask.TrainingView;

/** Makes a training view of a picture; thread-safe, a function of its arguments alone. */
@FunctionalInterface
public interface Views {

  /**
   * @param rgb112 row-major HWC, 112x112x3 bytes
   */
  TrainingView view(byte[] rgb112, long seed);
}
