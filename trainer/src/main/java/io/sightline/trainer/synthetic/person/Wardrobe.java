package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.person.Appearance.Beard;
import io.sightline.trainer.synthetic.person.Appearance.Eyewear;
import io.sightline.trainer.synthetic.person.Appearance.Hair;
import io.sightline.trainer.synthetic.person.Appearance.Headwear;
import io.sightline.trainer.synthetic.person.Appearance.MakeUp;
import java.util.SplittableRandom;

/** Chooses what goes together, as often as in life; a wide choice for everybody. */
final class Wardrobe {
  private static final HairStyle[] MANLY = {
    HairStyle.SHAVEN, HairStyle.CROPPED, HairStyle.CROPPED, HairStyle.SHORT, HairStyle.SHORT,
    HairStyle.SHORT, HairStyle.SWEPT, HairStyle.SWEPT, HairStyle.FRINGE, HairStyle.CURLY,
    HairStyle.BUN, HairStyle.LONG, HairStyle.BALD
  };
  private static final HairStyle[] WOMANLY = {
    HairStyle.LONG, HairStyle.LONG, HairStyle.LONG, HairStyle.BOB, HairStyle.BOB,
    HairStyle.BUN, HairStyle.TAIL, HairStyle.TAIL, HairStyle.FRINGE, HairStyle.SHORT,
    HairStyle.CURLY, HairStyle.CROPPED
  };
  private static final float[][] DYES = {
    {0.01f, 0.008f, 0.008f}, {0.16f, 0.03f, 0.015f}, {0.40f, 0.29f, 0.15f}, {0.08f, 0.04f, 0.02f}
  };

  private Wardrobe() {}

  static Appearance pick(Identity who, SplittableRandom random) {
    return new Appearance(
        hair(who, random),
        beard(who, random),
        eyewear(who, random),
        headwear(random),
        makeUp(who, random),
        WornMask.NONE,
        Outfit.random(random));
  }

  private static Hair hair(Identity who, SplittableRandom random) {
    HairStyle[] usual = who.sex() > 0 ? MANLY : WOMANLY;
    HairStyle style = usual[random.nextInt(usual.length)];
    boolean tight = who.melanin() > 0.62;
    if (tight && random.nextInt(3) == 0) {
      style = HairStyle.AFRO;
    }
    if (who.sex() > 0 && who.age() > 0.4 && who.seed() % 3 == 0) {
      // Hair that is gone does not come back another day.
      style = random.nextBoolean() ? HairStyle.BALD : HairStyle.SHAVEN;
    }
    float[] colour = who.hair().clone();
    if (random.nextInt(who.sex() > 0 ? 16 : 5) == 0) {
      colour = DYES[random.nextInt(DYES.length)].clone();
    } else {
      grey(colour, who, random);
    }
    return new Hair(style, (float) random.nextDouble(), colour, random.nextInt(1 << 20));
  }

  private static void grey(float[] colour, Identity who, SplittableRandom random) {
    float share =
        (float) Math.max(0, Math.min(0.95, 2.4 * who.age() - 0.9 + 0.1 * random.nextGaussian()));
    for (int c = 0; c < 3; c++) {
      colour[c] += (0.36f - colour[c]) * share;
    }
  }

  private static Beard beard(Identity who, SplittableRandom random) {
    Beard[] all = Beard.values();
    if (who.sex() < 0) {
      return Beard.NONE;
    }
    return random.nextDouble() < 0.45 ? Beard.NONE : all[1 + random.nextInt(all.length - 1)];
  }

  private static Eyewear eyewear(Identity who, SplittableRandom random) {
    // Who needs glasses wears them on most days.
    boolean needs = Math.floorMod(who.seed() * 31 + 7, 100) < 22 + 30 * who.age();
    if (random.nextDouble() < 0.03) {
      return Eyewear.SUNGLASSES;
    }
    if (random.nextDouble() > (needs ? 0.75 : 0.03)) {
      return Eyewear.NONE;
    }
    return Eyewear.values()[1 + random.nextInt(3)];
  }

  private static Headwear headwear(SplittableRandom random) {
    Headwear[] all = Headwear.values();
    return random.nextDouble() < 0.85 ? Headwear.NONE : all[1 + random.nextInt(all.length - 1)];
  }

  private static MakeUp makeUp(Identity who, SplittableRandom random) {
    if (random.nextDouble() > (who.sex() < 0 ? 0.55 : 0.02)) {
      return MakeUp.NONE;
    }
    float[] lips = {
      (float) random.nextDouble(0.2, 0.5),
      (float) random.nextDouble(0.02, 0.14),
      (float) random.nextDouble(0.03, 0.15)
    };
    return new MakeUp(
        (float) random.nextDouble(),
        lips,
        (float) random.nextDouble(),
        (float) random.nextDouble());
  }
}
