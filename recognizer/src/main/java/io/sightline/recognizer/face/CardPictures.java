package io.sightline.recognizer.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import io.sightline.contract.face.Landmarks;
import io.sightline.contract.model.ModelInput;
import io.sightline.recognizer.card.Card;
import io.sightline.recognizer.card.CropCutter;
import io.sightline.recognizer.card.JpegDecoder;
import io.sightline.recognizer.card.PixelMemory;
import io.sightline.recognizer.card.PlainJpeg;
import io.sightline.recognizer.engine.TensorRtEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Pictures on the card: decoded by nvJPEG there, or by OpenCV here and brought over; scaled and cut
 * there. One goes over to the card once, and comes back as crops. Not thread-safe.
 */
final class CardPictures implements PictureOpener {
  private final TensorRtEngine detector;
  private final ModelInput input;
  private final PixelMemory memory;
  private final CropCutter cutter;
  private final Optional<JpegDecoder> decoder;

  /**
   * @param input the detector's
   */
  CardPictures(Card card, TensorRtEngine detector, ModelInput input) {
    this.detector = detector;
    this.input = input;
    this.memory = card.pictures();
    this.cutter = card.cutter(memory);
    this.decoder = card.decoder(memory);
  }

  /** What nvJPEG does not take, OpenCV does, or says what is wrong with it. */
  @Override
  public OpenPicture open(byte[] encoded) throws PictureException {
    Pictures.Header header = Pictures.header(encoded);
    if (decoder.isPresent()
        && PlainJpeg.is(encoded)
        && decoder.get().decode(encoded, header.width(), header.height())) {
      return new CardPicture(header.width(), header.height());
    }
    // OpenCV decodes into the staging memory itself, unless it has to turn the picture.
    BytePointer staging = memory.staging(3L * header.width() * header.height());
    try (Mat picture = mat(header.height(), header.width(), staging)) {
      Pictures.decode(encoded, picture);
      return open(picture);
    }
  }

  @Override
  public OpenPicture open(Mat picture) {
    long bytes = 3L * picture.cols() * picture.rows();
    BytePointer staging = memory.staging(bytes);
    if (picture.data().address() != staging.address()) {
      try (Mat copy = mat(picture.rows(), picture.cols(), staging)) {
        picture.copyTo(copy);
      }
    }
    memory.upload(bytes);
    return new CardPicture(picture.cols(), picture.rows());
  }

  /** Pixels that lie there already. */
  private static Mat mat(int rows, int columns, BytePointer pixels) {
    return new Mat(rows, columns, CV_8UC3, pixels, Mat.AUTO_STEP);
  }

  @Override
  public void close() {
    decoder.ifPresent(JpegDecoder::close);
    cutter.close();
    memory.close();
  }

  private final class CardPicture implements OpenPicture {
    private final int width;
    private final int height;

    CardPicture(int width, int height) {
      this.width = width;
      this.height = height;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public int height() {
      return height;
    }

    @Override
    public Map<String, float[]> detect(Fit fit) {
      return detector.run(1, memory.stream(), tensor -> fit(fit, tensor));
    }

    private void fit(Fit fit, Pointer tensor) {
      memory.scale(1, width, height, tensor, input, fit.width(), fit.height(), fit.averaged());
    }

    @Override
    public List<Mat> crops(List<Landmarks> faces) {
      if (faces.isEmpty()) {
        return List.of();
      }
      List<double[]> inverses =
          faces.stream().map(f -> FaceAligner.transform(f).inverse().matrix()).toList();
      int side = FaceAligner.size();
      BytePointer cut = cutter.cut(width, height, inverses, side);
      List<Mat> crops = new ArrayList<>();
      for (int i = 0; i < faces.size(); i++) {
        try (Mat crop = mat(side, side, cut.getPointer(3L * i * side * side))) {
          crops.add(crop.clone());
        }
      }
      return crops;
    }

    /** Its memory is the next picture's. */
    @Override
    public void close() {
      memory.await();
    }
  }
}
