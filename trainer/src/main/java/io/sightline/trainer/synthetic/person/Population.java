package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.data.Seeds;
import java.util.ArrayList;
import java.util.List;

/**
 * People who can be told apart: one after another is drawn, and let in only if no face let in
 * before is nearer than {@link #APART}. The first n people of a seed are the same however many
 * there are.
 */
public final class Population {
  /** Least distance between two faces: root mean square over the surface, millimetres. */
  public static final float APART = 1.8f;

  private Population() {}

  /** The first people of a seed. */
  public static List<Identity> of(long seed, int count) {
    List<Identity> people = new ArrayList<>(count);
    List<FaceCode> codes = new ArrayList<>(count);
    for (long draw = 0; people.size() < count; draw++) {
      Identity next = Identity.of(Seeds.mix(seed, draw));
      FaceCode code = new FaceCode(next);
      // Each is compared with all before: of 20 000 people, two minutes of a core.
      if (codes.parallelStream().allMatch(c -> c.distance(code, APART) >= APART)) {
        people.add(next);
        codes.add(code);
      }
    }
    return people;
  }

  /** Distance between two faces in millimetres; two photographs of one person have 0. */
  public static float distance(Identity a, Identity b) {
    return new FaceCode(a).distance(new FaceCode(b), Float.MAX_VALUE);
  }
}
