package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.person.Trait.*;
import static io.sightline.trainer.synthetic.raster.Vec.bell;
import static io.sightline.trainer.synthetic.raster.Vec.clamp;
import static io.sightline.trainer.synthetic.raster.Vec.mix;
import static io.sightline.trainer.synthetic.raster.Vec.smooth;
import static io.sightline.trainer.synthetic.raster.Vec.smoothMax;

/**
 * The features of a face as heights over the smooth head: given the place of a point of the bare
 * front, how far it comes forward.
 */
final class Relief {
  /** Radius of the eyeball, and where its centre lies. */
  static final float EYE = 1.2f;

  static final float EYE_Z = -1.42f;
  private final Identity id;
  private final FaceLines lines;
  private final float age;

  Relief(Identity id, FaceLines lines) {
    this.id = id;
    this.lines = lines;
    age = id.age();
  }

  /** The z of the face at (x, y), where the bare front has z. */
  float height(float x, float y, float z) {
    float ax = Math.abs(x);
    float out = z + bones(ax, y) + flesh(ax, y);
    out = eye(ax, y, out);
    out += lips(ax, y);
    return nose(ax, y, out);
  }

  private float bones(float ax, float y) {
    float brow = lines.browY - 0.55f - 0.06f * (ax - 2.5f) * (ax - 2.5f);
    float ridge = id.of(BROW_RIDGE) + 0.12f;
    float sum =
        ridge
            * bell((y - brow) / 0.75f)
            * smooth(6f, 3.8f, ax)
            * (0.75f + 0.25f * smooth(0.2f, 1.6f, ax));
    sum += id.of(CHEEKBONE) * bell((ax - 4.7f) / 1.7f, (y + 2.4f) / 1.5f);
    float chin = lines.chinY + 1.35f;
    sum += 0.34f * bell(ax / (1.5f + 0.4f * id.of(CHIN_WIDTH)), (y - chin) / 0.95f);
    sum -= 0.38f * bell(ax / 1.9f, (y - lines.mouthY + 0.75f + id.of(LIP_LOWER)) / 0.55f);
    sum -= 0.30f * bell((ax - 6.2f) / 1.3f, (y - 2.6f) / 1.8f);
    return sum;
  }

  private float flesh(float ax, float y) {
    float sum = id.of(CHEEK_FULLNESS) * bell((ax - 4f) / 2f, (y + 5.6f) / 2.3f);
    // The mound of the teeth under the lips.
    sum += (0.55f + id.of(LIP_PROJECTION)) * bell(ax / 2.7f, (y - lines.mouthY) / 1.9f);
    float fold = lines.foldX(y);
    float along =
        smooth(lines.noseY + 0.4f, lines.noseY - 0.5f, y)
            * smooth(lines.mouthY - 1.2f, lines.mouthY + 0.2f, y);
    float deep = (0.05f + 0.2f * age + 0.05f * Math.max(0, id.of(CHEEK_FULLNESS))) * along;
    sum -= deep * bell((ax - fold) / 0.32f);
    sum += 0.8f * deep * bell((ax - fold - 0.75f) / 0.6f);
    // Bags and hollows under the eyes come with age.
    sum += 0.10f * age * bell((ax - lines.eyeX) / 1.2f, (y + 1.0f) / 0.35f);
    sum -= (0.08f + 0.14f * age) * bell((ax - lines.eyeX + 0.5f) / 1.3f, (y + 1.55f) / 0.4f);
    sum += 0.16f * age * bell((ax - 3.6f) / 1.1f, (y - lines.chinY - 1.6f) / 1.0f);
    return sum;
  }

  private float eye(float ax, float y, float z) {
    float dx = ax - lines.eyeX;
    float deep = 0.55f + id.of(EYE_DEPTH);
    float out = z - deep * bell(dx / 1.75f, (y - 0.25f) / 1.1f);
    out -= 0.35f * bell((ax - 1.75f) / 0.75f, (y - 0.1f) / 0.9f);
    float r = EYE + 0.13f;
    float square = r * r - dx * dx - y * y;
    if (square <= 0) {
      return out;
    }
    float ball = EYE_Z + (float) Math.sqrt(square);
    out = smoothMax(out, ball, 0.35f);
    float inside = lines.eyeOpening(ax, y, 0);
    if (inside > -0.1f) {
      // The opening lies a lid's thickness deeper.
      out -= 0.13f * smooth(-0.08f, 0.03f, inside);
    }
    // Lid crease above the opening.
    float crease = lines.upperLid(dx) + 0.3f + 0.05f * id.of(EYE_OPENING);
    return out - 0.06f * bell((y - crease) / 0.13f) * smooth(1.7f, 1.1f, Math.abs(dx));
  }

  private float lips(float ax, float y) {
    float t = ax / lines.mouthX;
    if (t > 1.15f) {
      return 0;
    }
    float line = lines.lipLine(ax);
    float fade = smooth(1.08f, 0.55f, t);
    float sum = -0.20f * bell((y - line) / 0.12f) * smooth(1.1f, 0.9f, t);
    float up = (y - line) / Math.max(0.15f, lines.upperLip(ax));
    float down = (line - y) / Math.max(0.15f, lines.lowerLip(ax));
    if (up > 0 && up < 1.6f) {
      sum +=
          fade
              * (0.16f + 0.32f * lines.upper)
              * (float) Math.sin(Math.PI * Math.min(1, up * 0.62f));
    }
    if (down > 0 && down < 1.7f) {
      sum +=
          fade
              * (0.16f + 0.34f * lines.lower)
              * (float) Math.sin(Math.PI * Math.min(1, down * 0.58f));
    }
    // Philtrum.
    float between =
        smooth(lines.mouthY + lines.upper, lines.mouthY + lines.upper + 0.4f, y)
            * smooth(lines.noseY - 0.2f, lines.noseY - 0.7f, y);
    return sum - 0.12f * between * (bell(ax / 0.3f) - 0.6f * bell((ax - 0.55f) / 0.25f));
  }

  private float nose(float ax, float y, float z) {
    if (ax > 3.5f || y > 2.6f || y < lines.noseY - 1.5f) {
      return z;
    }
    float tipY = lines.tipY;
    float tipZ = lines.tipZ;
    float base = lines.noseY;
    float width = id.of(NOSE_WIDTH);
    float tip = id.of(NOSE_TIP);
    // Bridge: a ridge from between the eyes to the tip.
    float way = clamp((0.9f - y) / (0.9f - tipY), 0, 1);
    float bridge = mix(0.25f + id.of(NOSE_BRIDGE), tipZ - 0.15f, (float) Math.pow(way, 1.15f));
    bridge += id.of(NOSE_HUMP) * bell((way - 0.42f) / 0.25f) - 0.12f * bell((way - 0.75f) / 0.2f);
    float half = mix(0.5f, 0.5f + 0.35f * tip, way) + 0.14f * bell((way - 0.4f) / 0.25f);
    float side = ax / half;
    float ridge = bridge - 0.42f * side * side * (0.45f + 0.55f * way);
    ridge -= 4f * smooth(tipY + 0.1f, base - 0.15f, y) + 4f * smooth(0.5f, 2.6f, y);
    float out = smoothMax(z, ridge, 0.95f);
    out =
        smoothMax(
            out, ball(ax, y, 0, tipY, tipZ - tip * 0.92f, tip * 1.06f, tip * 0.9f, tip), 0.5f);
    float alaX = width - 0.55f;
    float alaY = base + 0.42f;
    out = smoothMax(out, ball(ax, y, alaX, alaY, z + 0.25f, 0.62f, 0.62f, 0.95f), 0.35f);
    // Nostrils, and the groove behind the wing.
    out -= 0.5f * bell((ax - 0.62f * alaX) / 0.34f, (y - base - 0.02f) / 0.2f);
    return out - 0.14f * bell((ax - width - 0.05f) / 0.16f, (y - alaY) / 0.55f);
  }

  /** Height of an ellipsoid, or far back beside it. */
  private static float ball(
      float x, float y, float cx, float cy, float cz, float rx, float ry, float rz) {
    float dx = (x - cx) / rx;
    float dy = (y - cy) / ry;
    float square = 1 - dx * dx - dy * dy;
    return square <= 0
        ? cz - 0.3f + 2.5f * Math.max(square, -3)
        : cz + rz * (float) Math.sqrt(square);
  }
}
