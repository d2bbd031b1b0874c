package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.data.Picture;
import io.sightline.trainer.synthetic.PersonTruth;
import io.sightline.trainer.synthetic.picture.Sensor;
import io.sightline.trainer.synthetic.raster.Camera;
import io.sightline.trainer.synthetic.raster.Raster;
import io.sightline.trainer.synthetic.raster.ShadowMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A camera in a place: its pictures and what is to be seen in them. Not thread-safe. */
final class SceneCamera {
  /** Faces smaller than this are of no use to anybody, pixels. */
  private static final double SMALLEST = 8;

  /** Seconds out of view after which a track is another one. */
  private static final double ABSENT = 2;

  private final Place place;
  private final StaticView view;
  private final Sensor sensor;
  private final Raster raster;
  private final Map<Integer, Track> tracks = new HashMap<>();
  private int nextTrack = 1;
  private float[] light;

  private record Track(int number, double seen) {}

  /** A picture and the truth about it. */
  record Shot(Picture picture, List<PersonTruth> people) {}

  /**
   * @param raster of the picture's size, shared by cameras that take turns
   */
  SceneCamera(Place place, Place.Mount mount, Sensor sensor, Raster raster) {
    this.place = place;
    this.sensor = sensor;
    this.raster = raster;
    float focal = Camera.focalOf(mount.degrees(), raster.height());
    Camera camera =
        Camera.lookingAt(mount.eye(), mount.target(), focal, raster.width(), raster.height());
    view = new StaticView(place, camera, raster);
  }

  Camera camera() {
    return view.camera();
  }

  /**
   * Takes a picture.
   *
   * @param shadows of all people in the place
   */
  Shot shoot(int frame, double time, List<Posed> people, ShadowMap shadows, long seed) {
    draw(people, shadows);
    List<PersonTruth> truth = truth(frame, time, people);
    if (light == null) {
      light = new float[raster.rgb().length];
    }
    System.arraycopy(raster.rgb(), 0, light, 0, light.length);
    return new Shot(sensor.develop(light, raster.width(), raster.height(), seed), truth);
  }

  private void draw(List<Posed> people, ShadowMap shadows) {
    view.restore(raster);
    float[][] feet = people.stream().map(Posed::feet).toArray(float[][]::new);
    List<Posed> near = new ArrayList<>();
    for (Posed person : people) {
      int[] area = person.area(view.camera(), place.light().towards());
      if (area != null) {
        view.shade(raster, area, shadows, feet);
        near.add(person);
      }
    }
    for (Posed person : near) {
      person.each(view.camera(), raster::draw);
      float pool = place.light().pool(person.feet()[0], person.feet()[1]);
      raster.resolve(place.light().full(pool, shadows));
    }
  }

  private List<PersonTruth> truth(int frame, double time, List<Posed> people) {
    List<PersonTruth> all = new ArrayList<>();
    float[] eyes = new float[3];
    for (Posed person : people) {
      float[] m = person.shoulders().m();
      view.camera().fromWorld().point(m[3], m[7], m[11], eyes, 0);
      if (eyes[2] < 40) {
        continue;
      }
      int number = person.actor().number();
      Track last = tracks.get(number);
      int track = last == null || time - last.seen > ABSENT ? nextTrack : last.number;
      PersonTruth truth =
          PersonTruth.of(
              frame,
              number,
              track,
              person.actor().looks().maskState(),
              person.head(),
              person.shoulders(),
              view.camera(),
              raster);
      if (truth.size() >= SMALLEST && inside(truth)) {
        nextTrack = Math.max(nextTrack, track + 1);
        tracks.put(number, new Track(track, time));
        all.add(truth);
      }
    }
    return all;
  }

  private boolean inside(PersonTruth truth) {
    float x = truth.box().x() + truth.box().width() / 2;
    float y = truth.box().y() + truth.box().height() / 2;
    return x > 0 && y > 0 && x < raster.width() && y < raster.height();
  }
}
