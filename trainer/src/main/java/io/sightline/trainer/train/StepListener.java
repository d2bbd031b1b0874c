package io.sightline.trainer.train;

/** Is told of each step done. */
@FunctionalInterface
public interface StepListener {

  /**
   * @param step that was done, from 0
   * @param rate it was done with
   */
  void done(long step, StepLoss loss, double rate);
}
