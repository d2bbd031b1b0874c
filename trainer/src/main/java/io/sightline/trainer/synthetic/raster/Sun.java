package io.sightline.trainer.synthetic.raster;

/**
 * A light far away.
 *
 * @param towards it, unit
 * @param colour of a white diffuser that faces it
 * @param shadows or null when it casts none
 */
public record Sun(float[] towards, float[] colour, ShadowMap shadows) {}
