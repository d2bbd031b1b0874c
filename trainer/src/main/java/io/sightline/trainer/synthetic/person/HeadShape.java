package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Vec;

/** The surface of one head at rest, on the {@link HeadGrid}. */
final class HeadShape {
  final FaceLines lines;
  final HeadRings rings;
  final float[] positions = new float[3 * HeadGrid.VERTICES];
  final float[] normals;
  final float[] uv = new float[2 * HeadGrid.VERTICES];
  final float[] occlusion = new float[HeadGrid.VERTICES];

  HeadShape(Identity id) {
    lines = new FaceLines(id);
    rings = new HeadRings(id);
    Relief relief = new Relief(id, lines);
    for (int j = 0; j < HeadGrid.ROWS; j++) {
      float[] ring = rings.ring(HeadGrid.ROW[j]);
      for (int i = 0; i < HeadGrid.COLUMNS; i++) {
        int k = j * HeadGrid.COLUMNS + i;
        uv[2 * k] = i / (float) (HeadGrid.COLUMNS - 1);
        uv[2 * k + 1] = j / (float) (HeadGrid.ROWS - 1);
        point(ring, HeadGrid.ROW[j], HeadGrid.ANGLE[i], relief, positions, 3 * k);
      }
    }
    normals = Mesh.smoothNormals(positions, HeadGrid.TRIANGLES);
    Grid.weld(normals, HeadGrid.ROWS, HeadGrid.COLUMNS);
    shade();
  }

  /** A point of the surface, features and all. */
  static void point(float[] ring, float row, float angle, Relief relief, float[] out, int at) {
    HeadRings.point(ring, angle, out, at);
    float front = Vec.smooth(0, 0.35f, (float) Math.cos(angle)) * Vec.smooth(13.2f, 12.6f, row);
    if (front > 0) {
      float z = out[at + 2];
      out[at + 2] = Vec.mix(z, relief.height(out[at], out[at + 1], z), front);
    }
  }

  /** Hollows see less of the surroundings; so does the throat under the chin. */
  private void shade() {
    int reach = 3;
    for (int j = 0; j < HeadGrid.ROWS; j++) {
      for (int i = 0; i < HeadGrid.COLUMNS; i++) {
        int k = j * HeadGrid.COLUMNS + i;
        int up = Math.max(0, j - reach) * HeadGrid.COLUMNS + i;
        int down = Math.min(HeadGrid.ROWS - 1, j + reach) * HeadGrid.COLUMNS + i;
        int left = j * HeadGrid.COLUMNS + Math.max(0, i - reach);
        int right = j * HeadGrid.COLUMNS + Math.min(HeadGrid.COLUMNS - 1, i + reach);
        float hollow = 0;
        for (int e = 0; e < 3; e++) {
          float mean =
              (positions[3 * up + e]
                      + positions[3 * down + e]
                      + positions[3 * left + e]
                      + positions[3 * right + e])
                  / 4;
          hollow += normals[3 * k + e] * (mean - positions[3 * k + e]);
        }
        float open = Vec.clamp(0.94f - 1.5f * hollow, 0.4f, 1);
        float row = HeadGrid.ROW[j];
        float throat = Vec.smooth(12.4f, 14f, row) * Vec.smooth(17.6f, 15.4f, row);
        occlusion[k] = open * (1 - 0.25f * throat);
      }
    }
  }

  /** The number of the vertex of the face next to a place seen from the front. */
  int nearest(float x, float y) {
    int best = 0;
    float least = Float.MAX_VALUE;
    for (int k = 0; k < HeadGrid.VERTICES; k++) {
      if (positions[3 * k + 2] > -5) {
        float dx = positions[3 * k] - x;
        float dy = positions[3 * k + 1] - y;
        if (dx * dx + dy * dy < least) {
          least = dx * dx + dy * dy;
          best = k;
        }
      }
    }
    return best;
  }
}
