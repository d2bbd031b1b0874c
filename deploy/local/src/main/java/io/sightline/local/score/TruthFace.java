package io.sightline.local.score;

import io.sightline.contract.face.FaceBox;

/**
 * A face that is truly in a frame of a clip.
 *
 * @param frame of the clip, from 0
 * @param person who it is; unique over all clips of a run
 * @param track number of the person's walk through this camera's view
 * @param box in frame pixels
 * @param visibility share of the face that nothing hides, 0 to 1
 * @param yaw degrees, 0 looks into the camera
 * @param pitch degrees, 0 looks into the camera
 */
public record TruthFace(
    int frame,
    String person,
    int track,
    FaceBox box,
    double visibility,
    double yaw,
    double pitch,
    Mask mask) {
  /** Shorter side of the box from which a face must be found, in pixels. */
  public static final double LARGE = 40;

  private static final double UNHIDDEN = 0.85;

  /** How a mask is worn. */
  public enum Mask {
    BARE,
    MASKED,
    UNDER_NOSE,
    UNDER_CHIN
  }

  /** Shorter side of the box, pixels: what {@code recognition.min_face} is about. */
  double side() {
    return Math.min(box.width(), box.height());
  }

  boolean large() {
    return side() >= LARGE;
  }

  /** Neither hidden nor turned away: it can be found, if it is large enough. */
  boolean open() {
    return visibility >= UNHIDDEN && Math.abs(yaw) <= 60 && Math.abs(pitch) <= 45;
  }

  /** Good enough to say who it is. */
  boolean recognisable() {
    return large() && open() && Math.abs(yaw) <= 40 && Math.abs(pitch) <= 32;
  }
}
