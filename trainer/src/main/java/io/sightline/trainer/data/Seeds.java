package io.sightline.trainer.data;

/** Independent seeds made of one, so that a step's randomness depends on its number alone. */
public final class Seeds {

  private Seeds() {}

  /** SplitMix64's finaliser over both. */
  public static long mix(long seed, long number) {
    long z = seed * 0x9e3779b97f4a7c15L + number * 0xd1b54a32d192ed03L + 0x632be59bd9b4e019L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
