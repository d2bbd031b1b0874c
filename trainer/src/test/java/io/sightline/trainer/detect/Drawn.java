package io.sightline.trainer.detect;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.rectangle;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.synthetic.PersonTruth;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Faces for tests: their places, and something that can be told from what is round it. */
public final class Drawn {
  private Drawn() {}

  /** A counted face with landmarks where faces have them. */
  public static Target target(float x, float y, float width, float height) {
    return new Target(new FaceBox(x, y, width, height), landmarks(x, y, width, height), true);
  }

  public static Landmarks landmarks(float x, float y, float w, float h) {
    return Landmarks.of(
        x + 0.3f * w,
        y + 0.4f * h,
        x + 0.7f * w,
        y + 0.4f * h,
        x + 0.5f * w,
        y + 0.6f * h,
        x + 0.35f * w,
        y + 0.8f * h,
        x + 0.65f * w,
        y + 0.8f * h);
  }

  public static PersonTruth truth(float x, float y, float width, float height, double visibility) {
    return new PersonTruth(
        0,
        1,
        1,
        new FaceBox(x, y, width, height),
        landmarks(x, y, width, height),
        visibility,
        0,
        0,
        0,
        MaskWear.BARE,
        Math.sqrt(width * height));
  }

  /** Black, with a red box and a white left eye for each target. */
  public static Mat picture(int width, int height, Target... targets) {
    Mat rgb = new Mat(height, width, CV_8UC3, new Scalar(0));
    for (Target target : targets) {
      FaceBox b = target.box();
      Rect rect = new Rect((int) b.x(), (int) b.y(), (int) b.width(), (int) b.height());
      rectangle(rgb, rect, new Scalar(160, 60, 60, 0), -1, 8, 0);
      Point eye = target.landmarks().leftEye();
      int radius = Math.max(1, (int) (b.width() / 12));
      Rect white = new Rect((int) eye.x() - radius, (int) eye.y() - radius, 2 * radius, 2 * radius);
      rectangle(rgb, white, new Scalar(255, 255, 255, 0), -1, 8, 0);
    }
    return rgb;
  }
}
