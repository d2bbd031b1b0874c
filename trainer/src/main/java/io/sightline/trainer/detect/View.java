package io.sightline.trainer.detect;

import java.util.List;

/**
 * A picture to learn from.
 *
 * @param rgb row by row, side x side x 3 bytes
 */
record View(byte[] rgb, List<Target> targets) {}
