package io.sightline.trainer.synthetic.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * People who go from place to place. Who leaves one is seen in the next some seconds later, and
 * comes back in the same clothes. Deterministic: time moves in steps. Not thread-safe.
 */
final class World {
  private static final float WARM_UP = 40;
  private final List<Place> places;
  private final List<List<Walker>> walkers = new ArrayList<>();
  private final List<Absent> absent = new ArrayList<>();
  private final double[] crowding;
  private final SplittableRandom random;
  private double time = -WARM_UP;

  /** Somebody between two places. */
  private record Absent(Actor actor, double until, int last) {}

  /**
   * @param crowding how much more often than others each place is gone to
   */
  World(List<Place> places, List<Actor> actors, double[] crowding, long seed) {
    this.places = places;
    this.crowding = crowding;
    random = new SplittableRandom(seed);
    places.forEach(p -> walkers.add(new ArrayList<>()));
    for (Actor actor : actors) {
      double spread = random.nextDouble() * WARM_UP;
      absent.add(new Absent(actor, spread - WARM_UP, random.nextInt(places.size())));
    }
  }

  /** Who is in a place now. */
  List<Walker> in(int place) {
    return walkers.get(place);
  }

  /** Moves on to a time in seconds; it never turns back. */
  void advance(double to) {
    while (time + Walker.STEP <= to + 1e-6) {
      time += Walker.STEP;
      arrivals();
      for (int i = 0; i < places.size(); i++) {
        List<Walker> here = walkers.get(i);
        for (Walker walker : here) {
          walker.step(here, places.get(i).plan());
        }
        leave(i);
      }
    }
  }

  private void arrivals() {
    for (int i = absent.size() - 1; i >= 0; i--) {
      Absent who = absent.get(i);
      if (who.until <= time) {
        absent.remove(i);
        int place = next(who.last);
        walkers.get(place).add(new Walker(who.actor, way(places.get(place))));
      }
    }
  }

  private void leave(int place) {
    List<Walker> here = walkers.get(place);
    for (int i = here.size() - 1; i >= 0; i--) {
      if (here.get(i).gone()) {
        double back = time + random.nextDouble(0.8, 3);
        absent.add(new Absent(here.remove(i).actor(), back, place));
      }
    }
  }

  private int next(int last) {
    double sum = 0;
    for (int i = 0; i < crowding.length; i++) {
      sum += i == last && crowding.length > 1 ? 0 : crowding[i];
    }
    double at = random.nextDouble() * sum;
    for (int i = 0; i < crowding.length; i++) {
      at -= i == last && crowding.length > 1 ? 0 : crowding[i];
      if (at <= 0) {
        return i;
      }
    }
    return last;
  }

  /** In by one way and out by another, past some of the spots. */
  private List<Walker.Corner> way(Place place) {
    int n = place.portals().size();
    // The first is far and the second below the camera: most people come that way.
    int in = random.nextInt(2) == 0 ? 0 : random.nextInt(n);
    boolean through = in != 1 && random.nextInt(4) > 0;
    int out = through ? 1 : (in + 1 + random.nextInt(n - 1)) % n;
    List<float[]> stops = new ArrayList<>();
    List<Walker.Corner> corners = new ArrayList<>();
    Place.Portal from = place.portals().get(in);
    corners.add(corner(side(from)));
    corners.add(corner(from.outside()));
    corners.add(corner(from.inside()));
    int count = random.nextInt(5) / 2;
    for (int i = 0; i < count; i++) {
      stops.add(place.spots().get(random.nextInt(place.spots().size())));
    }
    float[] at = from.inside();
    for (float[] stop : stops) {
      float[] spot = {stop[0] + jitter(25), stop[1] + jitter(40)};
      place.plan().pushOut(spot);
      List<float[]> path = place.plan().way(at, spot);
      path.subList(0, path.size() - 1).forEach(p -> corners.add(corner(p)));
      boolean stands = random.nextInt(3) > 0;
      float pause = stands ? (float) random.nextDouble(1.5, 4.5) : 0;
      corners.add(new Walker.Corner(spot, pause, new float[] {stop[2], stop[3]}));
      at = spot;
    }
    Place.Portal to = place.portals().get(out);
    place.plan().way(at, to.inside()).forEach(p -> corners.add(corner(p)));
    corners.add(corner(to.outside()));
    corners.add(corner(side(to)));
    return corners;
  }

  private float jitter(float by) {
    return (float) (by * (2 * random.nextDouble() - 1));
  }

  private float[] side(Place.Portal portal) {
    return portal.hidden()[random.nextInt(2)];
  }

  private static Walker.Corner corner(float[] at) {
    return new Walker.Corner(at, 0, null);
  }
}
