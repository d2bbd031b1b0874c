package io.sightline.trainer.synthetic.body;

import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Transform;
import java.util.List;

/**
 * A body ready to be drawn.
 *
 * @param meshes in the body's own coordinates
 * @param toFloor from these to a floor below it: origin below the hips, y up, z forward, cm
 * @param shoulders from the coordinates of a posed head to that floor
 * @param turn of the chest against the way it walks, degrees
 */
public record PosedBody(List<Mesh> meshes, Transform toFloor, Transform shoulders, float turn) {}
