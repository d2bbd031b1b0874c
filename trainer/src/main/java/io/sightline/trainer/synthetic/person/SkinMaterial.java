package io.sightline.trainer.synthetic.person;

import static io.sightline.trainer.synthetic.raster.Vec.smooth;

import io.sightline.trainer.synthetic.raster.Fragment;
import io.sightline.trainer.synthetic.raster.Material;
import io.sightline.trainer.synthetic.raster.Noise;
import io.sightline.trainer.synthetic.raster.Texture;
import io.sightline.trainer.synthetic.raster.Vec;

/** Skin with the eyes and the mouth in it, whose look changes with the expression. */
final class SkinMaterial implements Material {
  private static final float IRIS = 0.6f;
  private static final float TEXEL = 0.08f * 256;
  private final Texture skin;
  private final Identity id;
  private final FaceLines lines;
  private final Expression expression;
  private final float liner;
  private final float gazeX;
  private final float gazeY;

  SkinMaterial(
      Texture skin, Identity id, FaceLines lines, Expression expression, Appearance looks) {
    this.skin = skin;
    this.id = id;
    this.lines = lines;
    this.expression = expression;
    liner = 0.75f * looks.makeUp().eyes() + (id.sex() < 0 ? 0.35f : 0.1f);
    gazeX = Relief.EYE * (float) Math.sin(Math.toRadians(expression.gazeX()));
    gazeY = -Relief.EYE * (float) Math.sin(Math.toRadians(expression.gazeY()));
  }

  @Override
  public void shade(Fragment f) {
    skin.read(f.u, f.v, f.footprint * skin.side() / TEXEL, f);
    f.specular = 0.09f + 0.03f * id.melanin();
    f.gloss = 13;
    f.softness = 1;
    float ax = Math.abs(f.restX);
    if (f.restZ > -3.5f) {
      if (f.restY < 1.8f && f.restY > -1.8f && Math.abs(ax - lines.eyeX) < 2) {
        eye(ax, f);
      } else if (ax < lines.mouthX && Math.abs(f.restY - lines.mouthY) < 1.4f) {
        mouth(ax, f);
      }
    }
  }

  private void eye(float ax, Fragment f) {
    float inside = lines.eyeOpening(ax, f.restY, expression.blink());
    float soft = Math.max(0.03f, 0.7f * f.footprint);
    float open = smooth(-soft, soft, inside);
    float dx = ax - lines.eyeX;
    if (open > 0) {
      float r = f.red;
      float g = f.green;
      float b = f.blue;
      ball(dx, f);
      f.red = Vec.mix(r, f.red, open);
      f.green = Vec.mix(g, f.green, open);
      f.blue = Vec.mix(b, f.blue, open);
      f.specular = Vec.mix(f.specular, 0.35f, open);
      f.gloss = Vec.mix(f.gloss, 60, open);
    }
    // Lashes: a dark edge of the upper lid, denser outwards; a faint one below.
    boolean upper = f.restY > 0.3f * (lines.upperLid(dx) + f.restY) - 0.1f;
    float width = (upper ? 0.10f : 0.05f) * (1 + liner) + 0.25f * f.footprint;
    float edge = Vec.bell((inside - (upper ? 0.02f : -0.02f)) / width);
    float strength = upper ? 0.6f + 0.35f * liner : 0.22f + 0.4f * liner;
    f.blend(0.012f, 0.009f, 0.008f, strength * edge * smooth(1.75f, 1.3f, Math.abs(dx)));
  }

  /** White, iris and pupil as the gaze turns them. */
  private void ball(float dx, Fragment f) {
    float side = Math.signum(f.restX);
    float px = dx * side - gazeX;
    float py = f.restY + 0.03f - gazeY;
    float away = (float) Math.sqrt(px * px + py * py);
    float corner = smooth(0.6f, 1.5f, Math.abs(dx));
    f.colour(0.66f - 0.18f * corner, 0.61f - 0.25f * corner, 0.57f - 0.24f * corner);
    float soft = Math.max(0.04f, f.footprint * 0.6f);
    float iris = smooth(IRIS + soft, IRIS - soft, away);
    float fibres = Noise.plane((float) Math.atan2(py, px) * 5, away * 3, id.grain());
    float ring = (0.55f + 0.6f * fibres) * smooth(IRIS + 0.05f, IRIS - 0.2f, away) + 0.15f;
    float[] c = id.iris();
    f.blend(c[0] * ring * 1.3f, c[1] * ring * 1.3f, c[2] * ring * 1.3f, iris);
    f.blend(0.006f, 0.006f, 0.006f, smooth(0.26f + soft, 0.26f - soft, away));
    // The upper lid shades the eye; a lamp or window is mirrored in it.
    float below = lines.upperLid(dx) - f.restY;
    float shade = Vec.mix(0.42f, 1, smooth(0, 0.5f, below));
    f.colour(f.red * shade, f.green * shade, f.blue * shade);
    float spark = Vec.bell((px - 0.16f) / 0.12f, (py - 0.2f) / 0.12f);
    f.blend(0.9f, 0.9f, 0.9f, 0.75f * spark);
    f.softness = 0.4f;
  }

  private void mouth(float ax, Fragment f) {
    float line = lines.lipLine(ax);
    float red = f.restY - line;
    if (red < lines.upperLip(ax) && red > -lines.lowerLip(ax)) {
      f.specular = 0.16f;
      f.gloss = 16;
    }
    // When the jaw drops, the narrow strip between the lips is stretched: that is the mouth.
    if (expression.open() > 0.05f && red > -0.13f && red < 0.09f) {
      float gap = smooth(0.05f, 0.2f, expression.open()) * smooth(0.98f, 0.8f, ax / lines.mouthX);
      gap *= smooth(0.09f, 0.05f, red) * smooth(-0.13f, -0.09f, red);
      float teeth = smooth(0.0f, 0.03f, red) * 0.75f;
      f.blend(0.04f + 0.32f * teeth, 0.012f + 0.29f * teeth, 0.01f + 0.25f * teeth, gap);
      f.specular = 0.03f;
      f.occlusion *= 0.7f;
    }
  }
}
