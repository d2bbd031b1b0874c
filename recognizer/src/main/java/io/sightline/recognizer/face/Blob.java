package io.sightline.recognizer.face;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_dnn.blobFromImagesWithParams;

import io.sightline.contract.model.ModelInput;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_dnn.Image2BlobParams;

/**
 * Reusable native memory for a network's input: pictures to float NCHW, normalised as the card
 * says.
 */
final class Blob implements AutoCloseable {
  private final int capacity;
  private final int length;
  private final Mat memory;
  private final FloatBuffer buffer;
  private final Image2BlobParams params;

  /**
   * @param capacity pictures at the most
   */
  Blob(ModelInput input, int capacity) {
    this.capacity = capacity;
    this.length = 3 * input.width() * input.height();
    this.memory = new Mat(new int[] {capacity, 3, input.height(), input.width()}, CV_32F);
    this.buffer = memory.createBuffer();
    boolean rgb = input.colours() == ModelInput.Colours.RGB;
    // OpenCV swaps first, so mean and scale are in the network's order.
    this.params =
        new Image2BlobParams(
            new Scalar(1 / input.std().get(0), 1 / input.std().get(1), 1 / input.std().get(2), 1),
            new Size(input.width(), input.height()),
            new Scalar(input.mean().get(0), input.mean().get(1), input.mean().get(2), 0),
            rgb,
            CV_32F,
            org.bytedeco.opencv.global.opencv_dnn.DNN_LAYOUT_NCHW,
            org.bytedeco.opencv.global.opencv_dnn.DNN_PMODE_NULL,
            new Scalar(0));
  }

  int capacity() {
    return capacity;
  }

  /**
   * The pictures (BGR, 8 bits, of the network's size) as the network's input; valid until the next
   * call.
   */
  FloatBuffer fill(List<Mat> pictures) {
    if (pictures.size() > capacity) {
      throw new IllegalArgumentException(pictures.size() + " pictures for a blob of " + capacity);
    }
    try (PointerScope scope = new PointerScope()) {
      Mat all = blobFromImagesWithParams(new MatVector(pictures.toArray(Mat[]::new)), params);
      FloatBuffer values = all.createBuffer();
      buffer.put(0, values, 0, pictures.size() * length);
    }
    return buffer;
  }

  @Override
  public void close() {
    params.close();
    memory.close();
  }
}
