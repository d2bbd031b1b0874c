package io.sightline.trainer.detect;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.sightline.trainer.data.Picture;
import org.bytedeco.opencv.opencv_core.Mat;

/** Between pictures of the heap and OpenCV's. */
final class Mats {
  private Mats() {}

  /** A copy, RGB. */
  static Mat of(Picture picture) {
    Mat mat = new Mat(picture.height(), picture.width(), CV_8UC3);
    mat.data().put(picture.rgb());
    return mat;
  }

  /** Row by row without gaps. */
  static byte[] bytes(Mat continuous) {
    byte[] bytes = new byte[(int) (continuous.total() * continuous.elemSize())];
    continuous.data().get(bytes);
    return bytes;
  }
}
