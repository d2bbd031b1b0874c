package io.sightline.ingest;

import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.sightline.contract.wire.Frame;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** Looks into published frames. */
final class Jpegs {

  private Jpegs() {}

  static int read(Frame frame, ToIntFunction<Mat> question) {
    try (BytePointer data = new BytePointer(frame.jpeg());
        Mat encoded = new Mat(1, frame.jpeg().length, CV_8U, data);
        Mat picture = imdecode(encoded, IMREAD_COLOR)) {
      return question.applyAsInt(picture);
    }
  }
}
