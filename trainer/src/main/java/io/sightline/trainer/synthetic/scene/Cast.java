package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.synthetic.person.Appearance;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.Population;
import io.sightline.trainer.synthetic.person.WornMask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses who takes part, and how they are dressed and masked. */
final class Cast {
  private Cast() {}

  /**
   * @param masked share that wears a mask; one in four of them wears it badly
   */
  static List<Actor> of(int people, double masked, long seed) {
    SplittableRandom random = new SplittableRandom(seed ^ 0x3c6ef372fe94f82bL);
    List<Identity> who = Population.of(seed, people);
    List<Appearance> worn = new ArrayList<>();
    for (Identity identity : who) {
      Appearance looks = Appearance.random(identity, random);
      MaskWear state = MaskWear.BARE;
      if (random.nextDouble() < masked) {
        boolean badly = random.nextInt(4) == 0;
        MaskWear bad = random.nextBoolean() ? MaskWear.UNDER_NOSE : MaskWear.UNDER_CHIN;
        state = badly ? bad : MaskWear.MASKED;
      }
      worn.add(looks.withMask(WornMask.random(state, random)));
    }
    return IntStream.range(0, people)
        .parallel()
        .mapToObj(i -> new Actor(i + 1, who.get(i), worn.get(i)))
        .toList();
  }
}
