package io.sightline.trainer.synthetic.raster;

import java.util.Arrays;

/**
 * Triangles with one material; seen from the front their corners run counter-clockwise. Arrays are
 * not copied; nobody changes them once the mesh is drawn.
 *
 * @param positions cm, three a vertex
 * @param normals unit, three a vertex
 * @param uv two a vertex
 * @param rest position before pose and expression, three a vertex, for procedural materials
 * @param occlusion share of the surroundings seen, one a vertex
 * @param triangles three vertex numbers each
 */
public record Mesh(
    float[] positions,
    float[] normals,
    float[] uv,
    float[] rest,
    float[] occlusion,
    int[] triangles,
    Material material) {

  /** Of a triangle's number in its mesh. */
  static final int BITS = 20;

  /** Most triangles of one mesh. */
  public static final int LIMIT = 1 << BITS;

  public Mesh {
    int n = positions.length / 3;
    if (normals.length != 3 * n || uv.length != 2 * n || rest.length != 3 * n) {
      throw new IllegalArgumentException("attributes of " + n + " vertices differ in length");
    }
    if (triangles.length / 3 >= LIMIT) {
      throw new IllegalArgumentException(triangles.length / 3 + " triangles in one mesh");
    }
  }

  /** Computes smooth normals; at rest as it stands; open to all sides. */
  public static Mesh of(float[] positions, float[] uv, int[] triangles, Material material) {
    float[] open = new float[positions.length / 3];
    Arrays.fill(open, 1);
    float[] normals = smoothNormals(positions, triangles);
    return new Mesh(positions, normals, uv, positions, open, triangles, material);
  }

  public int vertices() {
    return positions.length / 3;
  }

  /** The same surface, elsewhere: new positions and normals. */
  public Mesh moved(float[] newPositions, float[] newNormals) {
    return new Mesh(newPositions, newNormals, uv, rest, occlusion, triangles, material);
  }

  public Mesh withMaterial(Material other) {
    return new Mesh(positions, normals, uv, rest, occlusion, triangles, other);
  }

  /** Other triangles over the same vertices. */
  public Mesh withTriangles(int[] others) {
    return new Mesh(positions, normals, uv, rest, occlusion, others, material);
  }

  /** Area-weighted vertex normals. */
  public static float[] smoothNormals(float[] p, int[] triangles) {
    float[] n = new float[p.length];
    for (int t = 0; t < triangles.length; t += 3) {
      int a = 3 * triangles[t];
      int b = 3 * triangles[t + 1];
      int c = 3 * triangles[t + 2];
      float ux = p[b] - p[a];
      float uy = p[b + 1] - p[a + 1];
      float uz = p[b + 2] - p[a + 2];
      float vx = p[c] - p[a];
      float vy = p[c + 1] - p[a + 1];
      float vz = p[c + 2] - p[a + 2];
      add(n, a, b, c, 0, uy * vz - uz * vy);
      add(n, a, b, c, 1, uz * vx - ux * vz);
      add(n, a, b, c, 2, ux * vy - uy * vx);
    }
    normalise(n);
    return n;
  }

  private static void add(float[] n, int a, int b, int c, int axis, float value) {
    n[a + axis] += value;
    n[b + axis] += value;
    n[c + axis] += value;
  }

  /** Gives each vector of three length one. */
  public static void normalise(float[] n) {
    for (int i = 0; i < n.length; i += 3) {
      float l =
          1 / (float) Math.sqrt(n[i] * n[i] + n[i + 1] * n[i + 1] + n[i + 2] * n[i + 2] + 1e-20f);
      n[i] *= l;
      n[i + 1] *= l;
      n[i + 2] *= l;
    }
  }
}
