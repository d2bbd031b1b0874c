package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Camera;
import io.sightline.trainer.synthetic.raster.Mesh;
import io.sightline.trainer.synthetic.raster.Raster;
import io.sightline.trainer.synthetic.raster.ShadowMap;
import io.sightline.trainer.synthetic.raster.Transform;

/**
 * An empty place as a camera sees it, drawn once: its depth, and its light apart as that from all
 * around and that which somebody may stand in.
 */
final class StaticView {
  private static final int SHADOWS = 2048;
  private final Camera camera;
  private final float[] toWorld;
  private final float[] soft;
  private final float[] direct;
  private final float[] depth;

  StaticView(Place place, Camera camera, Raster raster) {
    this.camera = camera;
    toWorld = camera.fromWorld().inverse().m();
    ShadowMap shadows = new ShadowMap(SHADOWS);
    shadows.begin(place.light().towards(), new float[] {0, 0, -650}, 1100);
    place.meshes().forEach(m -> shadows.draw(m, Transform.IDENTITY));
    soft = draw(place, raster, null);
    direct = draw(place, raster, shadows);
    for (int i = 0; i < direct.length; i++) {
      direct[i] -= soft[i];
    }
    depth = raster.depth().clone();
  }

  private float[] draw(Place place, Raster raster, ShadowMap shadows) {
    raster.begin(camera);
    sky(place.sky(), raster);
    for (Mesh mesh : place.meshes()) {
      raster.draw(mesh, Transform.IDENTITY);
    }
    PlaceLight light = place.light();
    raster.resolve(shadows == null ? light.soft() : light.full(1, shadows));
    return raster.rgb().clone();
  }

  private void sky(float[][] colours, Raster raster) {
    float[] rgb = raster.rgb();
    for (int i = 0; i < rgb.length; i++) {
      float down = Math.min(1, i / (0.5f * rgb.length));
      rgb[i] = colours[0][i % 3] + (colours[1][i % 3] - colours[0][i % 3]) * down;
    }
  }

  Camera camera() {
    return camera;
  }

  /** Begins a picture with the empty place, in all its light. */
  void restore(Raster raster) {
    raster.begin(camera);
    float[] rgb = raster.rgb();
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = soft[i] + direct[i];
    }
    System.arraycopy(depth, 0, raster.depth(), 0, depth.length);
  }

  /**
   * Takes the light away that people keep from a part of the place.
   *
   * @param area left, top, right, bottom; pixels, inclusive
   * @param feet x and z of those who stand near
   */
  void shade(Raster raster, int[] area, ShadowMap people, float[][] feet) {
    float[] rgb = raster.rgb();
    float[] m = toWorld;
    for (int y = area[1]; y <= area[3]; y++) {
      for (int x = area[0]; x <= area[2]; x++) {
        int k = y * camera.width() + x;
        float inverse = depth[Raster.SAMPLES * k];
        if (inverse <= 0) {
          continue;
        }
        float z = 1 / inverse;
        float cx = (x + 0.5f - camera.cx()) / camera.focal() * z;
        float cy = (y + 0.5f - camera.cy()) / camera.focal() * z;
        float wx = m[0] * cx + m[1] * cy + m[2] * z + m[3];
        float wy = m[4] * cx + m[5] * cy + m[6] * z + m[7];
        float wz = m[8] * cx + m[9] * cy + m[10] * z + m[11];
        float lit = people.lit(wx, wy, wz);
        float open = wy < 4 ? open(wx, wz, feet) : 1;
        for (int c = 3 * k; c < 3 * k + 3; c++) {
          rgb[c] = soft[c] * open + direct[c] * lit * (0.4f + 0.6f * open);
        }
      }
    }
  }

  /** Share of the surroundings that a spot of the floor sees beside legs. */
  private static float open(float x, float z, float[][] feet) {
    float open = 1;
    for (float[] foot : feet) {
      float dx = x - foot[0];
      float dz = z - foot[1];
      float d = dx * dx + dz * dz;
      if (d < 6400) {
        open *= 1 - 0.55f * (float) Math.exp(-d / 620);
      }
    }
    return open;
  }
}
