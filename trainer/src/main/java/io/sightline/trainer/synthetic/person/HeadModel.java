package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Texture;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of somebody as they look today. Costly to make (tens of milliseconds), cheap to pose.
 * Immutable, thread-safe.
 */
public final class HeadModel {
  private static final float FOREHEAD = 6f;
  private final Identity identity;
  private final Appearance appearance;
  private final HeadShape shape;
  private final Texture skin;
  private final List<Mesh> worn;
  private final int[] landmarks;
  private final int[] face;

  /**
   * @param textureSide width of the skin's texture, a power of two: 256 suits crops and scenes, 512
   *     or 1024 pictures in which a face is larger than 200 pixels
   */
  public HeadModel(Identity identity, Appearance appearance, int textureSide) {
    this.identity = identity;
    this.appearance = appearance;
    shape = new HeadShape(identity);
    skin = new SkinPainter(identity, appearance, shape).paint(textureSide);
    worn = List.copyOf(Attire.of(identity, appearance, shape));
    FaceLines l = shape.lines;
    landmarks =
        new int[] {
          shape.nearest(0, l.tipY),
          shape.nearest(-l.mouthX, l.mouthY),
          shape.nearest(l.mouthX, l.mouthY)
        };
    face = facePoints();
  }

  public Identity identity() {
    return identity;
  }

  public Appearance appearance() {
    return appearance;
  }

  private int[] facePoints() {
    List<Integer> points = new ArrayList<>();
    for (int j = 0; j < HeadGrid.ROWS; j += 3) {
      for (int i = 0; i < HeadGrid.COLUMNS; i += 3) {
        int k = j * HeadGrid.COLUMNS + i;
        float y = shape.positions[3 * k + 1];
        boolean inFace =
            y < FOREHEAD && HeadGrid.ROW[j] <= 13.01f && shape.positions[3 * k + 2] > -5.8f;
        if (inFace) {
          points.add(k);
        }
      }
    }
    return points.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The head with this expression, held like this. */
  public PosedHead pose(Expression expression, Pose pose) {
    Deformer deformer = new Deformer(shape.lines, expression);
    Neck neck = new Neck(pose);
    List<Mesh> meshes = new ArrayList<>();
    float[] p = deformer.apply(shape.positions);
    float[] n = shape.normals.clone();
    if (deformer.moves()) {
      n = Mesh.smoothNormals(p, HeadGrid.TRIANGLES);
      Grid.weld(n, HeadGrid.ROWS, HeadGrid.COLUMNS);
    }
    neck.bend(shape.positions, p, n);
    SkinMaterial material = new SkinMaterial(skin, identity, shape.lines, expression, appearance);
    meshes.add(
        new Mesh(p, n, shape.uv, shape.positions, shape.occlusion, HeadGrid.TRIANGLES, material));
    for (Mesh piece : worn) {
      float[] q = deformer.apply(piece.positions());
      float[] m = piece.normals().clone();
      neck.bend(piece.positions(), q, m);
      meshes.add(piece.moved(q, m));
    }
    return new PosedHead(meshes, landmarks(p, neck), gather(p, face), gather(n, face), neck.head());
  }

  private float[] landmarks(float[] p, Neck neck) {
    float[] out = new float[15];
    neck.head().point(-shape.lines.eyeX, 0, Relief.EYE_Z + Relief.EYE, out, 0);
    neck.head().point(shape.lines.eyeX, 0, Relief.EYE_Z + Relief.EYE, out, 3);
    System.arraycopy(gather(p, landmarks), 0, out, 6, 9);
    return out;
  }

  private static float[] gather(float[] from, int[] vertices) {
    float[] out = new float[3 * vertices.length];
    for (int i = 0; i < vertices.length; i++) {
      System.arraycopy(from, 3 * vertices[i], out, 3 * i, 3);
    }
    return out;
  }
}
