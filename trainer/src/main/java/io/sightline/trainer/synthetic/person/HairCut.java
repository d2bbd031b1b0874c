package io.sightline.trainer.synthetic.person;

import io.sightline.trainer.synthetic.person.Appearance.Hair;

/**
 * A style in numbers, cm.
 *
 * @param top thickness on top
 * @param side thickness at the sides
 * @param nape thickness low in the back
 * @param quiff thickness added above the forehead
 * @param fringe how far it hangs over the hairline in front
 * @param tips height of the tips where it hangs free; above 0 it does not
 * @param from angle from the front, in degrees, from where it hangs
 * @param flow which way it lies
 * @param curl 0 straight to 1 frizzy
 */
record HairCut(
    float top,
    float side,
    float nape,
    float quiff,
    float fringe,
    float tips,
    float from,
    Flow flow,
    float curl) {

  /** Which way strands lie: out from the crown, aside from a parting, or back from the forehead. */
  enum Flow {
    RADIAL,
    PARTED,
    BACK
  }

  private static final float NEVER = 90;

  /** Null where there is nothing that stands off the skin. */
  static HairCut of(Hair hair, float curliness) {
    float l = hair.length();
    float wave = curliness;
    return switch (hair.style()) {
      case BALD -> null;
      case SHAVEN -> cut(0.22f, 0.18f, 0.15f, 0, 0, Flow.RADIAL, 0.3f * wave);
      case CROPPED -> cut(0.7f + 0.5f * l, 0.35f + 0.2f * l, 0.3f, 0.2f, 0.1f, Flow.RADIAL, wave);
      case SHORT -> cut(1.5f + 0.8f * l, 0.8f + 0.5f * l, 0.6f, 0.5f, 0.5f, Flow.RADIAL, wave);
      case SWEPT -> cut(1.6f + 0.9f * l, 0.45f + 0.3f * l, 0.4f, 1.3f, 0, Flow.BACK, wave);
      case FRINGE -> cut(1.4f + 0.5f * l, 1.2f, 0.9f, 0.2f, 2.2f + 1.6f * l, Flow.RADIAL, wave);
      case BOB -> hanging(1.5f, 1.3f, l > 0.6f ? 2.6f : 0, -6.5f - 5f * l, 60, wave);
      case LONG -> hanging(1.3f, 1.0f, l > 0.75f ? 2.8f : 0, -14f - 10f * l, 63, wave);
      case BUN, TAIL -> cut(0.55f + 0.3f * l, 0.4f, 0.4f, 0.1f, 0, Flow.BACK, 0.3f * wave);
      case CURLY -> cut(2.6f + 1.2f * l, 1.9f + 0.8f * l, 1.2f, 0.3f, 0.8f + l, Flow.RADIAL, 0.8f);
      case AFRO -> cut(2.2f + 3.8f * l, 1.6f + 3.4f * l, 1.4f + 2f * l, 0, 0.2f, Flow.RADIAL, 1);
    };
  }

  private static HairCut cut(
      float top, float side, float nape, float quiff, float fringe, Flow flow, float curl) {
    return new HairCut(top, side, nape, quiff, fringe, NEVER, 180, flow, curl);
  }

  private static HairCut hanging(
      float top, float side, float fringe, float tips, float from, float curl) {
    Flow flow = fringe > 0 ? Flow.RADIAL : Flow.PARTED;
    return new HairCut(top, side, side, 0.1f, fringe, tips, from, flow, curl);
  }

  boolean hangs() {
    return tips < 0;
  }

  /** The same under a hat: flat on top. */
  HairCut pressed() {
    return new HairCut(0.2f, 0.25f, Math.min(nape, 0.4f), 0, 0, tips, from, flow, 0.3f * curl);
  }
}
