package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.raster.Vec.bell;
import static io.sightline.trainer.synthetic.raster.Vec.mix;
import static io.sightline.trainer.synthetic.raster.Vec.smooth;

import io.sightline.trainer.synthetic.raster.Noise;
import io.sightline.trainer.synthetic.raster.Texture;
import io.sightline.trainer.synthetic.raster.Vec;

/** Paints the skin of a head: its tone, lips, brows, stubble, the roots of hair, and make-up. */
final class SkinPainter {
  private static final int MOLES = 4;
  private final Identity id;
  private final Appearance looks;
  private final HeadShape shape;
  private final FaceLines lines;
  private final Growth growth;
  private final int grain;
  private final float age;
  private final float[] moles = new float[2 * MOLES];
  private final float[] c = new float[3];

  SkinPainter(Identity id, Appearance looks, HeadShape shape) {
    this.id = id;
    this.looks = looks;
    this.shape = shape;
    lines = shape.lines;
    growth = new Growth(id, lines);
    grain = id.grain();
    age = id.age();
    for (int i = 0; i < MOLES; i++) {
      moles[2 * i] = 11 * Noise.at(i, 1, 0, grain) - 5.5f;
      // Half of them lie where there is no face.
      moles[2 * i + 1] = 22 * Noise.at(i, 2, 0, grain) - 12;
    }
  }

  Texture paint(int side) {
    float[] rgb = new float[3 * side * side];
    float[] p = new float[3];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        at((x + 0.5f) / side, (y + 0.5f) / side, p);
        colour(p[0], p[1], p[2]);
        System.arraycopy(c, 0, rgb, 3 * (y * side + x), 3);
      }
    }
    return new Texture(side, rgb);
  }

  /** The point of the head that has these texture coordinates. */
  private void at(float u, float v, float[] out) {
    float x = u * (HeadGrid.COLUMNS - 1);
    float y = v * (HeadGrid.ROWS - 1);
    int i = Math.min((int) x, HeadGrid.COLUMNS - 2);
    int j = Math.min((int) y, HeadGrid.ROWS - 2);
    int a = 3 * (j * HeadGrid.COLUMNS + i);
    int b = a + 3 * HeadGrid.COLUMNS;
    float[] q = shape.positions;
    for (int e = 0; e < 3; e++) {
      out[e] = mix(mix(q[a + e], q[a + 3 + e], x - i), mix(q[b + e], q[b + 3 + e], x - i), y - j);
    }
  }

  private void colour(float x, float y, float z) {
    float ax = Math.abs(x);
    boolean face = z > -9 && y < 6.5f && y > lines.chinY - 3;
    tone(x, y, z);
    if (face) {
      blush(ax, y, z);
      spots(x, y, z);
      creases(x, ax, y);
      if (ax < lines.mouthX * 1.1f && Math.abs(y - lines.mouthY) < 2) {
        lips(x, ax, y);
      }
      makeUp(ax, y);
      brows(x, ax, y, z);
      beard(x, ax, y, z);
    }
    roots(x, y, z);
  }

  private void tone(float x, float y, float z) {
    float broad = Noise.fractal(x * 0.45f, y * 0.45f, z * 0.45f, grain, 2) - 0.5f;
    float fine = Noise.space(x * 3.5f, y * 3.5f, z * 3.5f, grain + 9) - 0.5f;
    float light = 1 + 0.16f * broad + (0.07f + 0.07f * age) * fine;
    for (int e = 0; e < 3; e++) {
      c[e] = id.skin()[e] * light;
    }
  }

  /** Blood near the surface, and shade round the eyes. */
  private void blush(float ax, float y, float z) {
    float red = 0.5f * bell((ax - 3.9f) / 2f, (y + 3.6f) / 1.8f);
    red += 0.55f * bell(ax / 1.3f, (y - lines.tipY) / 1.1f);
    red += 0.25f * bell(ax / 1.6f, (y - lines.chinY - 1.4f) / 1.2f);
    float eyes = bell((ax - lines.eyeX) / 1.9f, y / 1.15f);
    red += 0.3f * eyes;
    float dark = 0.16f * eyes;
    dark += (0.08f + 0.12f * age) * bell((ax - lines.eyeX + 0.4f) / 1.2f, (y + 1.15f) / 0.45f);
    dark += 0.10f * bell((ax - 1.5f) / 0.6f, (y - 0.1f) / 0.9f);
    tint(red * 0.9f, dark);
    // Shaved, but not gone.
    if (id.sex() > 0 && y < -1) {
      float shadow = 0.13f * id.sex() * growth.beard(ax, y, z);
      c[0] *= 1 - shadow;
      c[1] *= 1 - 0.85f * shadow;
      c[2] *= 1 - 0.6f * shadow;
    }
  }

  private void tint(float red, float dark) {
    c[0] *= (1 + 0.02f * red) * (1 - 0.85f * dark);
    c[1] *= (1 - 0.2f * red) * (1 - dark);
    c[2] *= (1 - 0.18f * red) * (1 - dark);
  }

  private void spots(float x, float y, float z) {
    if (id.freckles() > 0 && y < 3) {
      float n = Noise.space(x * 5.5f, y * 5.5f, z * 5.5f, grain + 77);
      float k = id.freckles() * 0.5f * smooth(0.66f, 0.84f, n) * bell((y + 2.6f) / 4.5f);
      tint(0.8f * k, 0.7f * k);
    }
    for (int i = 0; i < MOLES; i++) {
      float dx = x - moles[2 * i];
      float dy = y - moles[2 * i + 1];
      float r = 0.08f + 0.1f * Noise.at(i, 3, 0, grain);
      if (z > -6 && dx * dx + dy * dy < r * r) {
        tint(0.5f, 0.6f);
      }
    }
  }

  private void creases(float x, float ax, float y) {
    float old = smooth(0.3f, 0.9f, age);
    float fold = bell((ax - lines.foldX(y)) / 0.17f);
    fold *=
        smooth(lines.noseY + 0.4f, lines.noseY - 0.3f, y)
            * smooth(lines.mouthY - 1f, lines.mouthY, y);
    float dark = (0.05f + 0.2f * old) * fold;
    if (old > 0) {
      dark += old * wrinkles(x, ax, y);
    }
    float crease = lines.upperLid(ax - lines.eyeX) + 0.26f;
    dark += 0.3f * bell((y - crease) / 0.09f) * smooth(1.7f, 1.1f, Math.abs(ax - lines.eyeX));
    float nostril =
        bell((ax - 0.62f * (id.of(Trait.NOSE_WIDTH) - 0.55f)) / 0.38f, (y - lines.noseY) / 0.24f);
    dark += 0.85f * nostril;
    dark += 0.3f * bell((ax - id.of(Trait.NOSE_WIDTH)) / 0.15f, (y - lines.noseY - 0.4f) / 0.5f);
    tint(0.3f * dark, Math.min(0.9f, dark));
  }

  /** Furrows of the forehead and crow's feet. */
  private static float wrinkles(float x, float ax, float y) {
    float wave = y * 2.6f + 0.5f * (float) Math.sin(x * 0.8f);
    float furrow = bell((float) Math.sin(wave) / 0.22f) * smooth(2.6f, 3.4f, y) * smooth(6f, 5f, y);
    float feet = bell((float) Math.sin((y + 0.1f) * 5 / Math.max(0.5f, ax - 4.2f)) / 0.3f);
    return 0.16f * furrow * smooth(4.5f, 3f, ax)
        + 0.14f * feet * bell((ax - 5.3f) / 0.7f, y / 1.1f);
  }

  private void lips(float x, float ax, float y) {
    float red = growth.lips(ax, y);
    if (red > 0) {
      float[] s = id.skin();
      float ridges = 0.9f + 0.2f * Noise.plane(x * 8, y * 1.5f, grain + 5);
      float paint = looks.makeUp().lips();
      float[] p = looks.makeUp().lipColour();
      blend(
          ridges * mix(s[0] * 0.74f + 0.03f, p[0], paint),
          ridges * mix(s[1] * 0.52f + 0.004f, p[1], paint),
          ridges * mix(s[2] * 0.58f + 0.006f, p[2], paint),
          red * (0.75f + 0.2f * paint));
    }
    float t = ax / lines.mouthX;
    float line = bell((y - lines.lipLine(ax)) / 0.10f) * smooth(1.08f, 0.95f, t);
    tint(0.5f * line, 0.72f * line);
  }

  private void makeUp(float ax, float y) {
    float eyes = looks.makeUp().eyes();
    if (eyes > 0) {
      float lid = bell((ax - lines.eyeX) / 1.6f, (y - 0.75f) / 0.6f);
      blend(0.12f, 0.06f, 0.07f, 0.45f * eyes * lid);
    }
    float cheeks = looks.makeUp().cheeks() * bell((ax - 4.4f) / 1.5f, (y + 2.8f) / 1.2f);
    tint(1.2f * cheeks, 0.05f * cheeks);
  }

  private void brows(float x, float ax, float y, float z) {
    float brow = z > -5 ? lines.brow(ax, y) : 0;
    if (brow > 0) {
      float slant = y * 2.2f - ax * (1.2f + 0.5f * (ax - 1));
      float hairs = Noise.plane(ax * 4.5f + slant, y * 2.5f, grain + (x < 0 ? 21 : 22));
      // Brows are seldom dyed, and grey later than the head.
      float grey = 0.7f * smooth(0.5f, 1.1f, age);
      float k = Vec.clamp(brow * (0.45f + 0.8f * hairs), 0, 0.92f);
      float[] h = id.hair();
      blend(
          mix(h[0] * 0.8f, 0.3f, grey),
          mix(h[1] * 0.8f, 0.3f, grey),
          mix(h[2] * 0.8f, 0.3f, grey),
          k);
    }
  }

  private void beard(float x, float ax, float y, float z) {
    if (y > -1 || looks.beard() == Appearance.Beard.NONE) {
      return;
    }
    float stubble = Beards.stubble(looks.beard());
    float full = Beards.density(looks.beard(), growth, lines, ax, y, z);
    float density = Math.max(stubble * growth.beard(ax, y, z), full);
    if (density > 0.02f) {
      float hairs = Noise.space(x * 6, y * 4, z * 6, grain + 31);
      float[] h = looks.hair().colour();
      float k = Vec.clamp(density * (0.55f + 0.7f * hairs), 0, 0.93f);
      blend(h[0] + 0.008f, h[1] + 0.008f, h[2] + 0.009f, k);
    }
  }

  /** What shows of the scalp between the hairs. */
  private void roots(float x, float y, float z) {
    if (y < -9 || z > -4 && y < 3) {
      return;
    }
    HairStyle style = looks.hair().style();
    float share = style == HairStyle.BALD ? 0.1f : style == HairStyle.SHAVEN ? 0.8f : 0.9f;
    float ragged = 0.7f * (Noise.space(x * 2, y * 2, z * 2, grain + 41) - 0.5f);
    float k = share * growth.scalp(x, y, z, ragged);
    if (k > 0) {
      float[] h = looks.hair().colour();
      float fine = Noise.space(x * 7, y * 7, z * 7, grain + 42);
      blend(h[0], h[1], h[2], Vec.clamp(k * (0.8f + 0.35f * fine), 0, 0.96f));
    }
  }

  private void blend(float r, float g, float b, float share) {
    c[0] += (r - c[0]) * share;
    c[1] += (g - c[1]) * share;
    c[2] += (b - c[2]) * share;
  }
}
