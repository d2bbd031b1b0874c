package io.sightline.recognizer.face;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import io.sightline.contract.model.ModelInput;
import io.sightline.recognizer.card.Card;
import io.sightline.recognizer.card.PixelMemory;
import io.sightline.recognizer.engine.TensorRtEngine;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A network whose input is prepared on the card. Pictures go there with 8 bits a value, a quarter
 * of what the network's input takes. Not thread-safe.
 */
final class CardNetwork implements PictureNetwork {
  private final TensorRtEngine engine;
  private final ModelInput input;
  private final PixelMemory memory;

  CardNetwork(Card card, TensorRtEngine engine, ModelInput input) {
    this.engine = engine;
    this.input = input;
    this.memory = card.pictures();
  }

  @Override
  public int capacity() {
    return engine.fullBatch();
  }

  @Override
  public Map<String, float[]> run(List<Mat> pictures) {
    int count = pictures.size();
    int width = input.width();
    int height = input.height();
    long each = 3L * width * height;
    BytePointer staging = memory.staging(each * count);
    for (int i = 0; i < count; i++) {
      BytePointer at = staging.getPointer(i * each);
      try (Mat copy = new Mat(height, width, CV_8UC3, at, Mat.AUTO_STEP)) {
        // Into the staging memory whatever size it has: a copy of another size would go elsewhere.
        resize(pictures.get(i), copy, copy.size());
      }
    }
    memory.upload(each * count);
    return engine.run(
        count,
        memory.stream(),
        tensor -> memory.scale(count, width, height, tensor, input, width, height, false));
  }

  @Override
  public void close() {
    memory.close();
  }
}
