package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.List;

/**
 * A place, built. x to the right and y up for a camera at the near end, which looks along -z; cm,
 * floor at y = 0.
 *
 * @param meshes of all that does not move
 * @param sky colours of what is behind all, at the top and at the bottom; linear RGB
 * @param portals where people come and go
 * @param spots where people stop: x, z, and what they look at there: x, z
 * @param mounts where cameras hang, the best first
 */
record Place(
    PlaceKind kind,
    List<Mesh> meshes,
    float[][] sky,
    List<Portal> portals,
    List<float[]> spots,
    FloorPlan plan,
    List<Mount> mounts,
    PlaceLight light) {

  /**
   * A way out, as points on the floor.
   *
   * @param inside before it
   * @param outside behind it
   * @param hidden farther on to both sides, where no camera looks
   */
  record Portal(float[] inside, float[] outside, float[][] hidden) {}

  /**
   * Where a camera hangs.
   *
   * @param degrees of view from top to bottom
   */
  record Mount(float[] eye, float[] target, float degrees) {}

  /** Some place of a kind, another for each seed. */
  static Place of(PlaceKind kind, long seed) {
    Builder builder = new Builder(seed);
    return switch (kind) {
      case CORRIDOR -> new Corridor(builder).build();
      case ENTRANCE -> new Entrance(builder).build();
      case SHOP -> new Shop(builder).build();
      case GATE -> new Gate(builder).build();
    };
  }
}
