package io.sightline.trainer.detect;

import io.sightline.trainer.synthetic.PersonTruth;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A picture and the truth about the faces in it.
 *
 * @param rgb 8 bits; native memory of the set
 * @param portrait whether it is of one face alone
 * @param people who can be seen in it
 * @param unseen who is there too, hidden or turned away
 */
public record LabelledPicture(
    String name, Mat rgb, boolean portrait, List<PersonTruth> people, List<PersonTruth> unseen) {

  public static LabelledPicture scene(String name, Mat rgb, List<PersonTruth> truth) {
    return of(name, rgb, false, truth);
  }

  public static LabelledPicture portrait(String name, Mat rgb, PersonTruth truth) {
    return of(name, rgb, true, List.of(truth));
  }

  private static LabelledPicture of(
      String name, Mat rgb, boolean portrait, List<PersonTruth> truth) {
    return new LabelledPicture(
        name,
        rgb,
        portrait,
        truth.stream().filter(person -> person.visibility() > 0).toList(),
        truth.stream().filter(person -> person.visibility() <= 0).toList());
  }
}
