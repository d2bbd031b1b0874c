package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.person.Trait.*;

import io.sightline.trainer.synthetic.raster.Vec;

/**
 * Where the features of one face lie, seen from the front, in cm: origin between the eyes, x
 * outwards (the same for both sides), y up. Relief, skin and truth all read it from here.
 */
final class FaceLines {
  final float eyeX;
  final float eyeWidth;
  final float opening;
  final float tilt;
  final float browY;
  final float noseY;
  final float tipY;
  final float tipZ;
  final float mouthX;
  final float mouthY;
  final float upper;
  final float lower;
  final float chinY;
  private final float arch;
  private final float browLength;
  private final float browThickness;

  FaceLines(Identity id) {
    eyeX = id.of(EYE_SPACING);
    eyeWidth = id.of(EYE_WIDTH);
    opening = Math.max(0.3f, id.of(EYE_OPENING));
    tilt = id.of(EYE_TILT);
    browY = id.of(BROW_HEIGHT);
    arch = id.of(BROW_ARCH);
    browLength = id.of(BROW_LENGTH);
    browThickness = Math.max(0.16f, id.of(BROW_THICKNESS));
    noseY = -id.of(NOSE_LENGTH);
    tipY = noseY + 0.62f + id.of(NOSE_TURN);
    tipZ = 0.62f + id.of(NOSE_PROJECTION);
    mouthX = id.of(MOUTH_WIDTH);
    mouthY = noseY - id.of(LIP_DISTANCE);
    upper = Math.max(0.28f, id.of(LIP_UPPER));
    lower = Math.max(0.35f, id.of(LIP_LOWER));
    chinY = Math.min(-id.of(FACE_LENGTH), mouthY - 3.4f);
  }

  /** The edge of the upper lid, x from the middle of the eye outwards. */
  float upperLid(float dx) {
    float s = dx / eyeWidth;
    float skew = s + 0.18f * (1 - s * s);
    return axis(dx) + opening * arc(skew, 0.62f);
  }

  private float lowerLid(float dx) {
    float s = dx / eyeWidth;
    return axis(dx) - 0.62f * opening * arc(s - 0.12f * (1 - s * s), 0.7f);
  }

  private static float arc(float s, float power) {
    float a = 1 - s * s;
    return a <= 0 ? 0 : (float) Math.pow(a, power);
  }

  private float axis(float dx) {
    return tilt * dx - 0.05f;
  }

  /**
   * How far a place lies inside the opening of the lids: cm, negative outside.
   *
   * @param ax from the middle of the face
   * @param blink 0 open, 1 shut
   */
  float eyeOpening(float ax, float y, float blink) {
    float dx = ax - eyeX;
    if (Math.abs(dx) >= eyeWidth) {
      return -0.4f;
    }
    float low = lowerLid(dx);
    float high = Vec.mix(upperLid(dx), low - 0.02f, blink);
    return Math.min(high - y, y - low);
  }

  /** Where the lips meet. */
  float lipLine(float ax) {
    float t = Math.min(1.1f, ax / mouthX);
    return mouthY - 0.06f * t * t + 0.05f * Vec.bell(t / 0.2f) - 0.05f;
  }

  /** Height of the red of the upper lip above the line, with Cupid's bow. */
  float upperLip(float ax) {
    float t = ax / mouthX;
    float bow = 1 - 0.2f * Vec.bell(t / 0.13f) + 0.1f * Vec.bell((t - 0.24f) / 0.16f);
    return upper * bow * arc(Math.min(1, t), 0.85f);
  }

  float lowerLip(float ax) {
    return lower * arc(Math.min(1, ax / mouthX), 0.7f);
  }

  /** The fold from the wing of the nose past the corner of the mouth. */
  float foldX(float y) {
    return 1.9f + 0.42f * Math.max(-0.5f, noseY + 0.5f - y);
  }

  /** How densely the brow grows at a place, 0 to 1. */
  float brow(float ax, float y) {
    float t = (ax - 1.05f) / browLength;
    if (t < -0.12f || t > 1.05f) {
      return 0;
    }
    // Rises to two thirds of its length, then falls.
    float rise = arch * (float) Math.sin(Math.PI * 0.5 * Vec.clamp(t / 0.62f, 0, 1));
    float fall = Math.max(0, t - 0.62f);
    float centre = browY - 0.28f + rise - 2.2f * fall * fall;
    float half = browThickness * Vec.mix(1, 0.3f, Math.max(0, t)) * Vec.smooth(-0.12f, 0.15f, t);
    return Vec.smooth(1.25f, 0.5f, Math.abs(y - centre) / Math.max(0.03f, half))
        * Vec.smooth(1.05f, 0.85f, t);
  }
}
