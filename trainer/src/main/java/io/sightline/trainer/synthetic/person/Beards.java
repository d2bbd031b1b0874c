package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.raster.Vec.smooth;

import io.sightline.trainer.synthetic.person.Appearance.Beard;

/** Which part of the beard is let grow. */
final class Beards {

  private Beards() {}

  /** Share of the skin that is dark where the beard is only stubble. */
  static float stubble(Beard beard) {
    return switch (beard) {
      case NONE -> 0;
      case STUBBLE -> 0.5f;
      default -> 0.16f;
    };
  }

  /** How thick it stands at a place, 0 to 1. */
  static float density(Beard beard, Growth growth, FaceLines lines, float ax, float y, float z) {
    float all = growth.beard(ax, y, z);
    float moustache = growth.moustache(ax, y) * (1 - growth.lips(ax, y));
    float chin = all * smooth(2.9f, 2.1f, ax) * smooth(lines.mouthY + 0.2f, lines.mouthY - 0.6f, y);
    return switch (beard) {
      case NONE, STUBBLE -> 0;
      case MOUSTACHE -> 0.92f * moustache;
      case GOATEE -> 0.92f * Math.max(moustache, chin);
      case SHORT -> 0.85f * all;
      case FULL -> all;
    };
  }

  /** Length of the hairs in cm. */
  static float length(Beard beard) {
    return switch (beard) {
      case NONE, STUBBLE -> 0;
      case MOUSTACHE, SHORT -> 0.35f;
      case GOATEE -> 0.6f;
      case FULL -> 1.6f;
    };
  }
}
