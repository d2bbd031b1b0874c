package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Transform;
import java.util.ArrayList;
import java.util.List;

/**
 * A head as it is held, ready to be drawn: with neck, hair and all it wears, without shoulders. All
 * coordinates are those of the shoulders, which are the head's own when it looks straight ahead:
 * origin between the eyes, x to the right of a viewer before it, y up, z forward, cm. The base of
 * the neck lies about at y = -19.5, z = -10.
 *
 * @param meshes to draw; the first is the skin
 * @param landmarks left eye, right eye, nose, left and right corner of the mouth as a viewer before
 *     it sees them; five points
 * @param face points of the face's surface from the middle of the forehead to the chin and from
 *     cheek to cheek, three numbers each
 * @param normals unit, of these points
 * @param turn of the head on the shoulders
 */
public record PosedHead(
    List<Mesh> meshes, float[] landmarks, float[] face, float[] normals, Transform turn) {

  /** The same with fewer triangles, for faces of less than about 100 pixels. */
  public PosedHead coarse() {
    List<Mesh> fewer = new ArrayList<>(meshes);
    fewer.set(0, meshes.get(0).withTriangles(HeadGrid.COARSE));
    return new PosedHead(fewer, landmarks, face, normals, turn);
  }
}
