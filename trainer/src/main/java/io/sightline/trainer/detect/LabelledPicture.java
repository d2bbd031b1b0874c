package io.sightline.trainer.detect;

import io.sightline.trainer.synthetic.PersonTruth;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A picture and the truth about the faces in it.
 *
 * @param rgb 8 bits; native memory of the set
 * @param portrait whether it is of one face alone
 * @param people who can be seen in it; who is hidden or turned away is not among them
 */
record LabelledPicture(String name, Mat rgb, boolean portrait, List<PersonTruth> people) {

  static LabelledPicture scene(String name, Mat rgb, List<PersonTruth> truth) {
    return new LabelledPicture(name, rgb, false, seen(truth));
  }

  static LabelledPicture portrait(String name, Mat rgb, PersonTruth truth) {
    return new LabelledPicture(name, rgb, true, seen(List.of(truth)));
  }

  private static List<PersonTruth> seen(List<PersonTruth> truth) {
    return truth.stream().filter(person -> person.visibility() > 0).toList();
  }
}
