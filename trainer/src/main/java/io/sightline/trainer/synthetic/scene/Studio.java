package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.picture.Sensor;
import io.sightline.trainer.synthetic.raster.Raster;
import io.sightline.trainer.synthetic.raster.ShadowMap;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Cameras that look at one world. Same plan, same pictures. Not thread-safe. */
final class Studio {
  private static final int SHADOWS = 1024;
  private final List<Place> places = new ArrayList<>();
  private final List<SceneCamera> cameras = new ArrayList<>();
  private final List<Integer> placeOf = new ArrayList<>();
  private final List<ShadowMap> shadows = new ArrayList<>();
  private final World world;
  private final long seed;

  /**
   * @param kinds of the place each camera looks at; the same kind again is the same place, seen
   *     from its next mount
   * @param crowding of each place, in order of their first camera; 1 for all if empty
   */
  Studio(
      List<PlaceKind> kinds,
      List<Actor> actors,
      List<Double> crowding,
      int width,
      int height,
      double bad,
      long seed) {
    this.seed = seed;
    SplittableRandom random = new SplittableRandom(seed);
    List<PlaceKind> distinct = new ArrayList<>();
    int[] used = new int[kinds.size()];
    for (PlaceKind kind : kinds) {
      long grown = random.nextLong();
      int copy = place(kind, distinct, used);
      if (copy == places.size()) {
        distinct.add(kind);
        places.add(Place.of(kind, grown));
        shadows.add(new ShadowMap(SHADOWS));
      }
      Place place = places.get(copy);
      Sensor sensor = Sensor.random(random, bad);
      Place.Mount mount = place.mounts().get(used[copy]++);
      cameras.add(new SceneCamera(place, mount, still(sensor), new Raster(width, height)));
      placeOf.add(copy);
    }
    double[] weights = new double[places.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i < crowding.size() ? crowding.get(i) : 1;
    }
    world = new World(places, actors, weights, random.nextLong());
  }

  /** The place of this kind that has a mount left, or one to come. */
  private int place(PlaceKind kind, List<PlaceKind> distinct, int[] used) {
    for (int i = 0; i < distinct.size(); i++) {
      if (distinct.get(i) == kind && used[i] < places.get(i).mounts().size()) {
        return i;
      }
    }
    return distinct.size();
  }

  /** Cameras on walls do not shake, and their pictures go into H.264, not JPEG. */
  private static Sensor still(Sensor s) {
    float exposure = (float) Math.sqrt(s.exposure());
    return new Sensor(exposure, s.red(), s.blue(), s.defocus(), 0, 0, s.noise(), 0, 0);
  }

  PlaceKind kind(int camera) {
    return places.get(placeOf.get(camera)).kind();
  }

  /**
   * Takes the pictures of all cameras at a time, which never turns back.
   *
   * @param taken gets the number of the camera and its picture; called from several threads
   */
  void shoot(int frame, double time, BiConsumer<Integer, SceneCamera.Shot> taken) {
    world.advance(time);
    List<List<Posed>> people = new ArrayList<>();
    for (int p = 0; p < places.size(); p++) {
      List<Posed> here = world.in(p).stream().map(w -> Posed.of(w, time)).toList();
      ShadowMap map = shadows.get(p);
      map.begin(places.get(p).light().towards(), new float[] {0, 80, -600}, 900);
      here.forEach(person -> person.cast(map));
      people.add(here);
    }
    IntStream.range(0, cameras.size())
        .parallel()
        .forEach(
            c -> {
              int p = placeOf.get(c);
              long noise = seed + frame * 1009L + c;
              taken.accept(
                  c, cameras.get(c).shoot(frame, time, people.get(p), shadows.get(p), noise));
            });
  }
}
