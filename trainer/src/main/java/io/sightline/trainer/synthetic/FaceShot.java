package io.sightline.trainer.synthetic;

import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Landmarks;
import io.sightline.contract.face.Point;
import io.sightline.contract.face.SimilarityTransform;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Warp;
import java.util.SplittableRandom;

/**
 * One rendered face.
 *
 * @param picture as a camera sent it
 * @param truth in the picture's pixels
 */
public record FaceShot(Picture picture, PersonTruth truth) {

  /**
   * The 112x112 crop that the recogniser would see.
   *
   * @param error standard deviation of the landmarks it is aligned by, as a share of the distance
   *     between the eyes of a face that looks straight ahead
   * @return crop and truth in the crop's pixels; yaw, pitch and size stay those of the picture
   */
  public FaceShot aligned(double error, SplittableRandom random) {
    double sigma = error * 0.42 * truth.size();
    Landmarks found = Aligner.jitter(truth.landmarks(), sigma, random);
    SimilarityTransform t = Aligner.transform(found);
    Landmarks moved = Aligner.moved(truth.landmarks(), t);
    double roll = truth.roll() + Math.toDegrees(Math.atan2(t.b(), t.a()));
    PersonTruth there =
        new PersonTruth(
            truth.frame(),
            truth.identity(),
            truth.track(),
            box(truth.box(), t),
            moved,
            truth.visibility(),
            truth.yaw(),
            truth.pitch(),
            roll,
            truth.mask(),
            truth.size());
    return new FaceShot(Warp.crop(picture, t), there);
  }

  /** The box turned with the picture: of the same size, about the moved middle. */
  private static FaceBox box(FaceBox box, SimilarityTransform t) {
    float width = (float) (box.width() * t.scale());
    float height = (float) (box.height() * t.scale());
    Point middle = t.apply(new Point(box.x() + box.width() / 2, box.y() + box.height() / 2));
    return new FaceBox(middle.x() - width / 2, middle.y() - height / 2, width, height);
  }
}
