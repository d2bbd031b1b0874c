package io.sightline.trainer.train;

import io.sightline.trainer.data.FaceSet;

/**
 * What is known of a checkpoint without its tensors: {@code checkpoint.json}. Order of the data,
 * augmentation and dropout are functions of the recipe's seed and the step, so that these two are
 * the whole state of everything random.
 *
 * @param step next to be done; steps before it are in the weights
 * @param recipe it is trained by
 * @param identities of its training set
 * @param pictures of its training set
 * @param data path of the training set
 * @param set its {@link FaceSet#fingerprint}; null in checkpoints that were written before it was
 *     taken
 * @param lossScale of the fp16 scaler
 * @param origin what the weights were before training, for the model card; empty when drawn
 */
public record CheckpointInfo(
    long step,
    Recipe recipe,
    int identities,
    int pictures,
    String data,
    String set,
    double lossScale,
    String origin) {

  CheckpointInfo at(long newStep, double newLossScale) {
    return new CheckpointInfo(
        newStep, recipe, identities, pictures, data, set, newLossScale, origin);
  }
}
