package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.person.Appearance;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.MaskState;
import io.sightline.trainer.synthetic.person.Population;
import io.sightline.trainer.synthetic.person.WornMask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Chooses who takes part, and how they are dressed and masked. */
final class Cast {
  private Cast() {}

  /**
   * @param masked share that wears a mask; one in four of them wears it badly
   */
  static List<Actor> of(int people, double masked, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x3c6ef372fe94f82bL);
    List<Actor> all = new ArrayList<>();
    for (Identity who : Population.of(seed, people)) {
      Appearance looks = Appearance.random(who, random);
      MaskState state = MaskState.BARE;
      if (random.nextDouble() < masked) {
        boolean badly = random.nextInt(4) == 0;
        MaskState bad = random.nextBoolean() ? MaskState.UNDER_NOSE : MaskState.UNDER_CHIN;
        state = badly ? bad : MaskState.MASKED;
      }
      all.add(new Actor(all.size() + 1, who, looks.withMask(WornMask.random(state, random))));
    }
    return all;
  }
}
