package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.raster.Vec.bell;
import static io.sightline.trainer.synthetic.raster.Vec.mix;

import io.sightline.trainer.mask.MaskType;
import io.sightline.trainer.synthetic.raster.Grid;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.ArrayList;
import java.util.List;

/** A face mask as a piece of cloth over the face, with its loops or bands. */
final class MaskMesh {
  private static final int COLUMNS = 45;
  private static final int ROWS = 29;
  private final FaceLines lines;
  private final WornMask mask;
  private final MaskType type;
  private final FaceMap map;
  private final float ear;

  MaskMesh(HeadShape shape, WornMask mask) {
    this.lines = shape.lines;
    this.mask = mask;
    type = mask.look().type();
    map = new FaceMap(shape);
    map.stretch(type == MaskType.SURGICAL || type == MaskType.CLOTH ? 9 : 16);
    ear = shape.rings.halfWidth(Ears.ROW) + 0.5f;
  }

  List<Mesh> meshes() {
    float[] p = new float[3 * ROWS * COLUMNS];
    float[] uv = new float[2 * ROWS * COLUMNS];
    for (int j = 0; j < ROWS; j++) {
      for (int i = 0; i < COLUMNS; i++) {
        int k = j * COLUMNS + i;
        float u = 2 * i / (float) (COLUMNS - 1) - 1;
        float v = j / (float) (ROWS - 1);
        place(u, v, p, 3 * k);
        uv[2 * k] = u;
        uv[2 * k + 1] = v;
      }
    }
    List<Mesh> meshes = new ArrayList<>();
    MaskMaterial cloth = new MaskMaterial(mask.look());
    meshes.add(Mesh.of(p, uv, Grid.triangles(ROWS, COLUMNS), cloth));
    boolean dark = (mask.look().fabric().colour() & 0xff) < 90;
    float c = dark ? 0.03f : 0.66f;
    Material band = Material.plain(c, c, c, 0.02f, 8);
    for (int row : new int[] {1, ROWS - 3}) {
      meshes.add(band(p, row, 0, band));
      meshes.add(band(p, row, COLUMNS - 1, band));
    }
    return meshes;
  }

  private void place(float u, float v, float[] out, int at) {
    float wide = type == MaskType.CLOTH ? 1.22f : type == MaskType.N95 ? 1.05f : 1.14f;
    float side = Math.abs(u);
    float arch = (float) Math.pow(side, 1.5);
    float chin = lines.chinY;
    float high;
    float low;
    switch (mask.state()) {
      case UNDER_NOSE -> {
        high = mix(lines.noseY - 0.35f, lines.mouthY, 0.5f * arch);
        low = mix(chin - 1f, lines.mouthY, 0.72f * arch);
      }
      case UNDER_CHIN -> {
        high = mix(chin + 1.2f, chin + 5f, 0.8f * arch);
        low = mix(chin - 1.3f, chin + 3.2f, 0.8f * arch);
      }
      default -> {
        high = mix(0.36f * lines.noseY, lines.mouthY, 0.5f * arch);
        low = mix(chin - 0.5f, lines.mouthY, 0.72f * arch);
      }
    }
    float y = mix(high, low, v);
    float angle = u * wide;
    float inside = (1 - u * u) * 4 * v * (1 - v);
    float r = map.at(angle, y) + 0.2f;
    r +=
        switch (type) {
          case SURGICAL -> 0.12f * inside * (float) Math.abs(Math.sin(v * 9.5));
          case N95 -> 0.85f * inside;
          case KN95 -> 0.6f * inside + 0.5f * bell(u / 0.16f) * 4 * v * (1 - v);
          case CLOTH -> 0.22f * inside;
        };
    out[at] = (float) Math.sin(angle) * r;
    out[at + 1] = y;
    out[at + 2] = (float) Math.cos(angle) * r + FaceMap.AXIS_Z;
  }

  /** A narrow strip from an edge of the mask to the ear, or past it for a respirator. */
  private Mesh band(float[] p, int row, int column, Material material) {
    int from = 3 * (row * COLUMNS + column);
    float side = Math.signum(p[from]);
    boolean upper = row < ROWS / 2;
    boolean behind = type == MaskType.N95;
    float y = upper ? (behind ? 2.2f : 0.3f) : behind ? -7.5f : -3.6f;
    float z = behind ? -12.5f : Ears.Z + 0.2f;
    float x = side * (behind && !upper ? ear - 1.2f : ear);
    float[] strip = new float[18];
    for (int i = 0; i < 3; i++) {
      float t = i / 2f;
      float bulge = i == 1 ? 0.35f * side : 0;
      for (int e = 0; e < 2; e++) {
        int at = 3 * (e * 3 + i);
        strip[at] = mix(p[from], x, t) + bulge;
        strip[at + 1] = mix(p[from + 1], y, t) + (e == 0 ? 0.14f : -0.14f);
        strip[at + 2] = mix(p[from + 2], z, t);
      }
    }
    return Mesh.of(strip, new float[12], Grid.triangles(2, 3), new TwoSided(material));
  }
}
