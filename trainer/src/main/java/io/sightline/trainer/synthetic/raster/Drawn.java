package io.sightline.trainer.synthetic.raster;

/**
 * A mesh in a picture. Attributes are interpolated by sending the pixel's ray into the mesh's own
 * space, which is exact in perspective and needs no vertex to be stored twice.
 */
final class Drawn {
  private final Mesh mesh;
  private final Transform model;
  private final float[] eye = new float[3];
  private final float[] worldEye;
  private final float[] ray = new float[9];
  private final float focal;
  private final float[] n = new float[3];

  Drawn(Mesh mesh, Transform model, Camera camera, Transform toMesh) {
    this.mesh = mesh;
    this.model = model;
    focal = camera.focal();
    worldEye = camera.eye();
    toMesh.point(0, 0, 0, eye, 0);
    toMesh.direction(1 / focal, 0, 0, ray, 0);
    toMesh.direction(0, 1 / focal, 0, ray, 3);
    toMesh.direction(-camera.cx() / focal, -camera.cy() / focal, 1, ray, 6);
  }

  /** Fills the fragment in for a place in the picture and asks the material. */
  void visit(int triangle, float px, float py, Fragment f) {
    int[] t = mesh.triangles();
    float[] p = mesh.positions();
    int ia = t[triangle];
    int ib = t[triangle + 1];
    int ic = t[triangle + 2];
    float dx = ray[6] + px * ray[0] + py * ray[3];
    float dy = ray[7] + px * ray[1] + py * ray[4];
    float dz = ray[8] + px * ray[2] + py * ray[5];
    float ax = p[3 * ia] - eye[0];
    float ay = p[3 * ia + 1] - eye[1];
    float az = p[3 * ia + 2] - eye[2];
    float bx = p[3 * ib] - eye[0];
    float by = p[3 * ib + 1] - eye[1];
    float bz = p[3 * ib + 2] - eye[2];
    float cx = p[3 * ic] - eye[0];
    float cy = p[3 * ic + 1] - eye[1];
    float cz = p[3 * ic + 2] - eye[2];
    float a = dx * (by * cz - bz * cy) + dy * (bz * cx - bx * cz) + dz * (bx * cy - by * cx);
    float b = dx * (cy * az - cz * ay) + dy * (cz * ax - cx * az) + dz * (cx * ay - cy * ax);
    float c = dx * (ay * bz - az * by) + dy * (az * bx - ax * bz) + dz * (ax * by - ay * bx);
    if (a + b + c < 0) {
      a = -a;
      b = -b;
      c = -c;
    }
    // A pixel's middle may lie beside the triangle that covers its samples.
    a = Math.max(0, a);
    b = Math.max(0, b);
    c = Math.max(0, c);
    float sum = a + b + c;
    a = sum > 0 ? a / sum : 1;
    b = sum > 0 ? b / sum : 0;
    c = Math.max(0, 1 - a - b);
    attributes(ia, ib, ic, a, b, c, f);
    place(
        eye[0] + a * ax + b * bx + c * cx,
        eye[1] + a * ay + b * by + c * cy,
        eye[2] + a * az + b * bz + c * cz,
        f);
    f.reset();
    mesh.material().shade(f);
  }

  private void attributes(int ia, int ib, int ic, float a, float b, float c, Fragment f) {
    float[] q = mesh.rest();
    float[] uv = mesh.uv();
    f.u = a * uv[2 * ia] + b * uv[2 * ib] + c * uv[2 * ic];
    f.v = a * uv[2 * ia + 1] + b * uv[2 * ib + 1] + c * uv[2 * ic + 1];
    f.restX = a * q[3 * ia] + b * q[3 * ib] + c * q[3 * ic];
    f.restY = a * q[3 * ia + 1] + b * q[3 * ib + 1] + c * q[3 * ic + 1];
    f.restZ = a * q[3 * ia + 2] + b * q[3 * ib + 2] + c * q[3 * ic + 2];
    float[] o = mesh.occlusion();
    f.occlusion = a * o[ia] + b * o[ib] + c * o[ic];
    float[] v = mesh.normals();
    model.direction(
        a * v[3 * ia] + b * v[3 * ib] + c * v[3 * ic],
        a * v[3 * ia + 1] + b * v[3 * ib + 1] + c * v[3 * ic + 1],
        a * v[3 * ia + 2] + b * v[3 * ib + 2] + c * v[3 * ic + 2],
        n,
        0);
  }

  private void place(float x, float y, float z, Fragment f) {
    float[] m = model.m();
    f.x = m[0] * x + m[1] * y + m[2] * z + m[3];
    f.y = m[4] * x + m[5] * y + m[6] * z + m[7];
    f.z = m[8] * x + m[9] * y + m[10] * z + m[11];
    float vx = worldEye[0] - f.x;
    float vy = worldEye[1] - f.y;
    float vz = worldEye[2] - f.z;
    float distance = (float) Math.sqrt(vx * vx + vy * vy + vz * vz);
    f.vx = vx / distance;
    f.vy = vy / distance;
    f.vz = vz / distance;
    float l = 1 / (float) Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2] + 1e-20f);
    if (n[0] * f.vx + n[1] * f.vy + n[2] * f.vz < 0 && mesh.material().twoSided()) {
      l = -l;
    }
    f.nx = n[0] * l;
    f.ny = n[1] * l;
    f.nz = n[2] * l;
    f.footprint = distance / focal;
  }
}
