package io.sightline.trainer.synthetic;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.synthetic.person.PosedHead;
import io.sightline.trainer.synthetic.raster.Camera;
import io.sightline.trainer.synthetic.raster.Raster;
import io.sightline.trainer.synthetic.raster.Transform;
import io.sightline.trainer.synthetic.raster.Vec;

/**
 * What is known of one face in a rendered picture; one JSON line each. Pixels of the picture, whose
 * top left corner is (0, 0).
 *
 * @param frame number of the frame in its video, or of the picture in its set
 * @param identity number of the person
 * @param track number of the walk through this camera's view; the picture's number where there are
 *     no tracks
 * @param box tight, from the middle of the forehead to the chin and from cheek to cheek
 * @param landmarks projected from the surface, whether they are seen or not
 * @param visibility share of the face's points towards the camera that nothing hides, 0 to 1. What
 *     the person wears on the face does not count; 0 when the face is turned away
 * @param yaw degrees against the line of sight, positive to the picture's right
 * @param pitch degrees, positive down
 * @param roll degrees, positive clockwise
 * @param size geometric mean of the box's sides, pixels
 */
@JsonPropertyOrder({
  "frame",
  "identity",
  "track",
  "box",
  "landmarks",
  "visibility",
  "yaw",
  "pitch",
  "roll",
  "mask",
  "size"
})
public record PersonTruth(
    int frame,
    int identity,
    int track,
    FaceBox box,
    Landmarks landmarks,
    double visibility,
    double yaw,
    double pitch,
    double roll,
    MaskWear mask,
    double size) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Glasses, masks and hair are nearer than this to the face; other people are not. */
  private static final float OWN = 7;

  private static final float FEWEST = 0.1f;

  /**
   * The truth of a head.
   *
   * @param toWorld shoulders to world
   * @param raster with all drawn that may hide it
   */
  public static PersonTruth of(
      int frame,
      int identity,
      int track,
      MaskWear mask,
      PosedHead head,
      Transform toWorld,
      Camera camera,
      Raster raster) {
    Transform toCamera = camera.fromWorld().after(toWorld);
    FaceBox box = box(head.face(), toCamera, camera);
    float[] angles = angles(toCamera.after(head.turn()));
    return new PersonTruth(
        frame,
        identity,
        track,
        box,
        landmarks(head.landmarks(), toCamera, camera),
        visibility(head, toCamera, camera, raster),
        angles[0],
        angles[1],
        angles[2],
        mask,
        Math.sqrt(box.area()));
  }

  /** Distance between the eyes as it would be seen from the front, pixels. */
  public double eyeDistance() {
    return landmarks.interOcular() / Math.cos(Math.toRadians(yaw));
  }

  /** One line, without its end. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What {@link #json} wrote. */
  public static PersonTruth parse(String line) throws JsonProcessingException {
    return JSON.readValue(line, PersonTruth.class);
  }

  static FaceBox box(float[] points, Transform toCamera, Camera camera) {
    float[] p = new float[3];
    float left = Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    for (int i = 0; i < points.length; i += 3) {
      pixel(points, i, toCamera, camera, p);
      left = Math.min(left, p[0]);
      right = Math.max(right, p[0]);
      top = Math.min(top, p[1]);
      bottom = Math.max(bottom, p[1]);
    }
    return new FaceBox(left, top, right - left, bottom - top);
  }

  static Landmarks landmarks(float[] points, Transform toCamera, Camera camera) {
    float[] xy = new float[10];
    float[] p = new float[3];
    for (int i = 0; i < 5; i++) {
      pixel(points, 3 * i, toCamera, camera, p);
      xy[2 * i] = p[0];
      xy[2 * i + 1] = p[1];
    }
    return Landmarks.of(xy);
  }

  /** Pixel and depth; what is behind the camera is taken as at its side, far out of the picture. */
  private static void pixel(float[] from, int i, Transform toCamera, Camera camera, float[] out) {
    toCamera.point(from[i], from[i + 1], from[i + 2], out, 0);
    float depth = Math.max(0.1f, out[2]);
    out[0] = camera.cx() + camera.focal() * out[0] / depth;
    out[1] = camera.cy() + camera.focal() * out[1] / depth;
  }

  private static double visibility(
      PosedHead head, Transform toCamera, Camera camera, Raster raster) {
    float[] points = head.face();
    float[] p = new float[3];
    float[] n = new float[3];
    int towards = 0;
    int seen = 0;
    for (int i = 0; i < points.length; i += 3) {
      toCamera.point(points[i], points[i + 1], points[i + 2], p, 0);
      toCamera.direction(head.normals()[i], head.normals()[i + 1], head.normals()[i + 2], n, 0);
      if (p[0] * n[0] + p[1] * n[1] + p[2] * n[2] < 0) {
        towards++;
        float depth = p[2];
        pixel(points, i, toCamera, camera, p);
        seen += depth > 0 && !raster.hides(p[0], p[1], depth, OWN) ? 1 : 0;
      }
    }
    return 3 * towards < FEWEST * points.length ? 0 : seen / (double) towards;
  }

  /** Yaw, pitch and roll of a head against the line on which the camera sees it. */
  private static float[] angles(Transform toCamera) {
    float[] m = toCamera.m();
    float[] sight = Vec.unit(m[3], m[7], m[11]);
    float[] side = Vec.cross(new float[] {0, 1, 0}, sight);
    float[] right = Vec.unit(side[0], side[1], side[2]);
    float[] down = Vec.cross(sight, right);
    float fx = dot(right, m, 2);
    float fy = dot(down, m, 2);
    float fz = dot(sight, m, 2);
    double yaw = Math.atan2(fx, -fz);
    double pitch = Math.asin(Math.max(-1, Math.min(1, fy)));
    // Where the head's right would be without roll, and below it.
    double rx = dot(right, m, 0);
    double ry = dot(down, m, 0);
    double rz = dot(sight, m, 0);
    double level = rx * Math.cos(yaw) + rz * Math.sin(yaw);
    double sunk =
        ry * Math.cos(pitch) - Math.sin(pitch) * (rx * Math.sin(yaw) - rz * Math.cos(yaw));
    return new float[] {
      (float) Math.toDegrees(yaw),
      (float) Math.toDegrees(pitch),
      (float) Math.toDegrees(Math.atan2(sunk, level))
    };
  }

  private static float dot(float[] axis, float[] m, int column) {
    return axis[0] * m[column] + axis[1] * m[4 + column] + axis[2] * m[8 + column];
  }
}
