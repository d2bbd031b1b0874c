package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.data.MaskWear;
import java.util.SplittableRandom;

/**
 * What somebody looks like today: all that a recogniser must not learn. Thread-safe; arrays are not
 * copied.
 */
public record Appearance(
    Hair hair,
    Beard beard,
    Eyewear eyewear,
    Headwear headwear,
    MakeUp makeUp,
    WornMask mask,
    Outfit outfit) {

  /**
   * Hair on the head.
   *
   * @param length 0 the shortest of the style to 1
   * @param colour linear RGB, dye and grey in it
   * @param seed of its locks
   */
  public record Hair(HairStyle style, float length, float[] colour, int seed) {}

  /** Hair in the face. */
  public enum Beard {
    NONE,
    STUBBLE,
    MOUSTACHE,
    GOATEE,
    SHORT,
    FULL
  }

  public enum Eyewear {
    NONE,
    ROUND,
    SQUARE,
    RIMLESS,
    SUNGLASSES
  }

  /** Things on the head, and a scarf round the neck. */
  public enum Headwear {
    NONE,
    CAP,
    BEANIE,
    HEADSCARF,
    HOOD,
    SCARF
  }

  /** Strengths from 0 to 1; lips in this colour, linear RGB. */
  public record MakeUp(float lips, float[] lipColour, float eyes, float cheeks) {
    static final MakeUp NONE = new MakeUp(0, new float[3], 0, 0);
  }

  /**
   * Somebody's looks on some day, without a mask.
   *
   * @param random the same numbers, the same looks
   */
  public static Appearance random(Identity who, SplittableRandom random) {
    return Wardrobe.pick(who, random);
  }

  public MaskWear maskState() {
    return mask.state();
  }

  public Appearance withMask(WornMask worn) {
    return new Appearance(hair, beard, eyewear, headwear, makeUp, worn, outfit);
  }

  public Appearance withEyewear(Eyewear worn) {
    return new Appearance(hair, beard, worn, headwear, makeUp, mask, outfit);
  }

  public Appearance withHeadwear(Headwear worn) {
    return new Appearance(hair, beard, eyewear, worn, makeUp, mask, outfit);
  }
}
