package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Mesh;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Collects what a place is made of. */
final class Builder {
  private static final float WALL = 20;
  final SplittableRandom random;
  private final List<Mesh> meshes = new ArrayList<>();
  private final List<Place.Portal> portals = new ArrayList<>();
  private final List<float[]> spots = new ArrayList<>();
  private final List<Place.Mount> mounts = new ArrayList<>();
  private final List<float[]> lamps = new ArrayList<>();
  private FloorPlan plan;
  private float half;
  private float far;
  private float height;
  private boolean open;

  Builder(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One of the four walls, and the opening in it. */
  enum Side {
    FAR,
    NEAR,
    LEFT,
    RIGHT
  }

  /**
   * An opening to walk through.
   *
   * @param at middle, along the wall
   * @param tall up to the lintel
   */
  record Opening(float at, float width, float tall) {}

  /**
   * A room about x = 0 from z = 0 to {@code -length}.
   *
   * @param outside under the sky, walls only so high
   */
  void room(float width, float length, float tall, boolean outside) {
    half = width / 2;
    far = -length;
    height = tall;
    open = outside;
    plan = new FloorPlan(-half - 300, far - 400, half + 300, 400);
  }

  float between(double low, double high) {
    return (float) random.nextDouble(low, high);
  }

  int seed() {
    return random.nextInt(1 << 20);
  }

  void add(Mesh mesh) {
    meshes.add(mesh);
  }

  /** Adds something that nobody can walk through. */
  void solid(Mesh mesh) {
    float[] p = mesh.positions();
    float[] b = {p[0], p[2], p[0], p[2]};
    for (int i = 0; i < p.length; i += 3) {
      b[0] = Math.min(b[0], p[i]);
      b[1] = Math.min(b[1], p[i + 2]);
      b[2] = Math.max(b[2], p[i]);
      b[3] = Math.max(b[3], p[i + 2]);
    }
    plan.block(b[0], b[1], b[2], b[3]);
    meshes.add(mesh);
  }

  void floor(Material material) {
    float out = open ? 2500 : 700;
    add(Solids.box(-half - out, -2, far - out, half + out, 0, out, still(material)));
  }

  void ceiling(Material material) {
    add(Solids.box(-half - 20, height, far - 20, half + 20, height + 10, 20, still(material)));
  }

  /** A glowing panel below the ceiling. */
  void lamp(float x, float z, float wide, float deep) {
    Material light =
        still(
            f -> {
              f.colour(1, 0.98f, 0.93f);
              f.glow = f.ny < -0.5f ? 2.2f : 0.3f;
            });
    add(
        Solids.box(
            x - wide / 2, height - 3, z - deep / 2, x + wide / 2, height, z + deep / 2, light));
    lamps.add(new float[] {x, z});
  }

  /** A wall with an opening, behind which it goes on round a corner; or without. */
  void wall(Side side, Material material, Opening... openings) {
    float from = side.ordinal() < 2 ? -half - WALL : far;
    float end = side.ordinal() < 2 ? half + WALL : 0;
    Material still = still(material);
    for (Opening o : openings) {
      solid(along(side, from, 0, o.at - o.width / 2, WALL, 0, height, still));
      if (o.tall < height) {
        add(along(side, o.at - o.width / 2, 0, o.at + o.width / 2, WALL, o.tall, height, still));
      }
      from = o.at + o.width / 2;
      behind(side, o, still);
    }
    solid(along(side, from, 0, end, WALL, 0, height, still));
  }

  private void behind(Side side, Opening o, Material material) {
    float deep = open ? 600 : 230;
    float aside = o.width / 2 + (open ? 440 : 260);
    if (!open) {
      add(along(side, o.at - aside, deep, o.at + aside, deep + WALL, 0, height, material));
      add(along(side, o.at - aside, WALL, o.at + aside, deep, o.tall + 20, o.tall + 30, material));
    }
    float way = open ? 260 : 130;
    float[][] hidden = {on(side, o.at - aside + 90, way), on(side, o.at + aside - 90, way)};
    portals.add(new Place.Portal(on(side, o.at, -70), on(side, o.at, way), hidden));
  }

  /** A point by its place along a wall and its distance behind it. */
  private float[] on(Side side, float along, float out) {
    return switch (side) {
      case FAR -> new float[] {along, far - out};
      case NEAR -> new float[] {along, out};
      case LEFT -> new float[] {-half - out, along};
      case RIGHT -> new float[] {half + out, along};
    };
  }

  /** A box by its place along a wall, behind it (before it where negative), and height. */
  Mesh along(
      Side side,
      float a0,
      float out0,
      float a1,
      float out1,
      float y0,
      float y1,
      Material material) {
    float[] p = on(side, a0, out0);
    float[] q = on(side, a1, out1);
    return Solids.box(
        Math.min(p[0], q[0]),
        y0,
        Math.min(p[1], q[1]),
        Math.max(p[0], q[0]),
        y1,
        Math.max(p[1], q[1]),
        material);
  }

  void spot(float x, float z, float lookX, float lookZ) {
    spots.add(new float[] {x, z, lookX, lookZ});
  }

  void mount(float[] eye, float[] target, double degrees) {
    mounts.add(new Place.Mount(eye, target, (float) degrees));
  }

  /** What casts no shadow, as walls, floors and ceilings would keep all light out. */
  private static Material still(Material material) {
    return new Material() {
      @Override
      public void shade(Fragment f) {
        material.shade(f);
      }

      @Override
      public boolean castsShadow() {
        return false;
      }
    };
  }

  Place build(PlaceKind kind, float[] ambient, float[] towards, float[] key, float[][] sky) {
    spots.forEach(plan::pushOut);
    spots.removeIf(s -> !plan.free(s[0], s[1]));
    PlaceLight light = new PlaceLight(ambient, towards, key, lamps, between(0.5, 0.75));
    List<Mesh> lit = meshes.stream().map(m -> m.withMaterial(lit(m.material(), light))).toList();
    return new Place(kind, lit, sky, portals, spots, plan, mounts, light);
  }

  /** In the light of the lamps, darker in corners. */
  private Material lit(Material material, PlaceLight light) {
    return new Material() {
      @Override
      public void shade(Fragment f) {
        material.shade(f);
        float pool = light.pool(f.x, f.z) * corner(f);
        f.colour(f.red * pool, f.green * pool, f.blue * pool);
      }

      @Override
      public boolean castsShadow() {
        return material.castsShadow();
      }
    };
  }

  private float corner(Fragment f) {
    float lost = 0;
    if (Math.abs(f.ny) < 0.5f) {
      lost += near(f.y) + (open ? 0 : near(height - f.y));
    } else if (Math.abs(f.x) < half && f.z > far) {
      lost += near(half - Math.abs(f.x)) + near(f.z - far);
    }
    // Behind openings of rooms it is dimmer.
    boolean outside = !open && (Math.abs(f.x) > half + 1 || f.z < far - 1 || f.z > 1);
    return (1 - Math.min(0.5f, lost)) * (outside ? 0.5f : 1);
  }

  private static float near(float distance) {
    return 0.3f * (float) Math.exp(-Math.max(0, distance) / 22);
  }
}
