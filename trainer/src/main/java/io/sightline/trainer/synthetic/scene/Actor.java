package io.sightline.trainer.synthetic.scene;

import io.sightline.trainer.synthetic.body.Body;
import io.sightline.trainer.synthetic.body.GaitStyle;
import io.sightline.trainer.synthetic.person.Appearance;
import io.sightline.trainer.synthetic.person.Expression;
import io.sightline.trainer.synthetic.person.HeadModel;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.Pose;
import io.sightline.trainer.synthetic.raster.Noise;
import io.sightline.trainer.synthetic.raster.Vec;

/** Somebody dressed for the day, with their ways of walking and looking about. Not thread-safe. */
final class Actor {
  private static final int TEXTURE = 256;
  private final int number;
  private final Identity identity;
  private final Appearance looks;
  private final Body body;
  private final HeadModel head;
  private final int seed;
  private final boolean telephones;
  private final boolean talks;

  Actor(int number, Identity identity, Appearance looks) {
    this.number = number;
    this.identity = identity;
    this.looks = looks;
    body = new Body(identity, looks.outfit());
    head = new HeadModel(identity, looks, TEXTURE);
    seed = (int) identity.seed() & 0xffff;
    telephones = seed % 7 == 0;
    talks = seed % 3 == 0;
  }

  int number() {
    return number;
  }

  Identity identity() {
    return identity;
  }

  Appearance looks() {
    return looks;
  }

  Body body() {
    return body;
  }

  HeadModel head() {
    return head;
  }

  GaitStyle style() {
    return body.style();
  }

  /** From 0 to 1: how far a telephone is raised. */
  float phone(double time) {
    return telephones ? Vec.smooth(0.5f, 0.62f, noise(time * 0.13, 1)) : 0;
  }

  /** A slow wave from -1 to 1. */
  float sway(double time) {
    return 2 * noise(time * 0.35, 2) - 1;
  }

  /**
   * How the head is held against the chest.
   *
   * @param glance where to look, degrees against the chest, or NaN to let the eyes wander
   * @param chest turn of the chest against the way ahead, which the head makes up for
   */
  Pose pose(double time, float glance, float chest) {
    float phone = phone(time);
    float wander = 60 * (noise(time * 0.45, 3) - 0.5f);
    float yaw = Float.isNaN(glance) ? wander : Vec.clamp(glance, -60, 60) + 0.2f * wander;
    float pitch = 3 + 16 * (noise(time * 0.5, 4) - 0.5f);
    return new Pose(
        Vec.mix(yaw, 0, phone) - chest,
        Vec.mix(pitch, 26, phone),
        8 * (noise(time * 0.6, 5) - 0.5f));
  }

  Expression expression(double time) {
    boolean blinks = Noise.at((int) Math.floor(time * 5), seed, 6, 1) < 0.05f;
    float mood = Vec.smooth(0.55f, 0.8f, noise(time * 0.2, 7));
    float word = talks ? Vec.smooth(0.5f, 0.9f, noise(time * 4, 8)) : 0;
    return new Expression(
        0.8f * mood,
        0.5f * word * Vec.smooth(0.4f, 0.6f, noise(time * 0.3, 9)),
        noise(time * 0.4, 10) - 0.5f,
        blinks ? 1 : 0.1f,
        14 * (noise(time * 0.7, 11) - 0.5f),
        2);
  }

  private float noise(double time, int kind) {
    return Noise.plane((float) time, seed * 0.37f + 13 * kind, kind);
  }
}
