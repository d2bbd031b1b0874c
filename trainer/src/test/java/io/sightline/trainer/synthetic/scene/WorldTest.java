package io.sightline.trainer.synthetic.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorldTest {
  private static final List<Actor> CAST = Cast.of(8, 0.3, 3);

  private static List<Place> places() {
    return List.of(Place.of(PlaceKind.CORRIDOR, 1), Place.of(PlaceKind.SHOP, 2));
  }

  @Test
  void peopleKeepApartAndGoFromPlaceToPlace() {
    World world = new World(places(), CAST, new double[] {1, 1}, 7);
    List<Set<Integer>> seen = List.of(new HashSet<>(), new HashSet<>());
    int near = 0;
    int pairs = 0;
    for (int i = 0; i < 600; i++) {
      world.advance(i * 0.1);
      for (int p = 0; p < 2; p++) {
        List<Walker> here = world.in(p);
        for (Walker a : here) {
          seen.get(p).add(a.actor().number());
          for (Walker b : here) {
            pairs += a == b ? 0 : 1;
            near += a != b && distance(a, b) < 40 ? 1 : 0;
          }
        }
      }
    }
    assertThat(pairs).isPositive();
    assertThat(near / (double) pairs).as("bodies within each other").isLessThan(0.005);
    Set<Integer> both = new HashSet<>(seen.get(0));
    both.retainAll(seen.get(1));
    assertThat(both).as("seen in both places").hasSizeGreaterThan(4);
  }

  private static double distance(Walker a, Walker b) {
    return Math.hypot(a.at()[0] - b.at()[0], a.at()[1] - b.at()[1]);
  }

  @Test
  void theSameSeedIsTheSameWorld() {
    assertThat(course(7)).isEqualTo(course(7)).isNotEqualTo(course(8));
  }

  private static List<Float> course(long seed) {
    World world = new World(places(), CAST, new double[] {1, 2}, seed);
    List<Float> course = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      world.advance(i);
      for (Walker walker : world.in(0)) {
        course.add(walker.at()[0]);
        course.add(walker.phase());
      }
    }
    return course;
  }

  @ParameterizedTest
  @EnumSource(PlaceKind.class)
  void waysLeadRoundWhatStandsInThem(PlaceKind kind) {
    for (long seed = 0; seed < 6; seed++) {
      Place place = Place.of(kind, seed);
      assertThat(place.portals()).hasSizeGreaterThan(1);
      for (Place.Mount mount : place.mounts()) {
        assertThat(mount.eye()[1]).as("height of a camera").isBetween(220f, 400f);
      }
      for (float[] spot : place.spots()) {
        float[] goal = {spot[0], spot[1]};
        float[] from = place.portals().get(0).inside();
        for (float[] corner : place.plan().way(from, goal)) {
          // From the grid's last cell to the goal it may cut a corner, which walkers slide round.
          boolean last = Math.hypot(corner[0] - from[0], corner[1] - from[1]) < 64;
          assertThat(last || place.plan().clear(from, corner)).as("%s %d", kind, seed).isTrue();
          from = corner;
        }
      }
    }
  }
}
