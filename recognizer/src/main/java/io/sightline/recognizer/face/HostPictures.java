package io.sightline.recognizer.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.sightline.contract.face.Landmarks;
import io.sightline.contract.model.ModelInput;
import io.sightline.recognizer.engine.InferenceEngine;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Pictures in main memory, decoded, scaled and cut by OpenCV. Not thread-safe. */
final class HostPictures implements PictureOpener {
  private final HostNetwork detector;
  private final Mat canvas;

  /**
   * @param input the detector's
   */
  HostPictures(InferenceEngine detector, ModelInput input) {
    this.detector = new HostNetwork(detector, input, 1);
    this.canvas = new Mat(input.height(), input.width(), CV_8UC3, new Scalar(0));
  }

  @Override
  public OpenPicture open(byte[] encoded) throws PictureException {
    return new HostPicture(Pictures.decode(encoded), true);
  }

  @Override
  public OpenPicture open(Mat picture) {
    return new HostPicture(picture, false);
  }

  @Override
  public void close() {
    detector.close();
    canvas.close();
  }

  private final class HostPicture implements OpenPicture {
    private final Mat picture;
    private final boolean owned;

    HostPicture(Mat picture, boolean owned) {
      this.picture = picture;
      this.owned = owned;
    }

    @Override
    public int width() {
      return picture.cols();
    }

    @Override
    public int height() {
      return picture.rows();
    }

    @Override
    public Map<String, float[]> detect(Fit fit) {
      try (PointerScope scope = new PointerScope()) {
        canvas.put(new Scalar(0));
        Size size = new Size(fit.width(), fit.height());
        Mat part = new Mat(canvas, new Rect(0, 0, fit.width(), fit.height()));
        resize(picture, part, size, 0, 0, fit.averaged() ? INTER_AREA : INTER_LINEAR);
      }
      return detector.run(List.of(canvas));
    }

    @Override
    public List<Mat> crops(List<Landmarks> faces) {
      return faces.stream().map(face -> FaceAligner.align(picture, face)).toList();
    }

    @Override
    public void close() {
      if (owned) {
        picture.close();
      }
    }
  }
}
