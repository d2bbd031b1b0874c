package io.sightline.recognizer.face;

import io.sightline.contract.model.ModelInput;
import io.sightline.recognizer.engine.InferenceEngine;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;

/** A network whose input is prepared by OpenCV, for any engine. Not thread-safe. */
final class HostNetwork implements PictureNetwork {
  private final InferenceEngine engine;
  private final Blob blob;

  /**
   * @param capacity pictures of one call at the most
   */
  HostNetwork(InferenceEngine engine, ModelInput input, int capacity) {
    this.engine = engine;
    this.blob = new Blob(input, capacity);
  }

  @Override
  public int capacity() {
    return blob.capacity();
  }

  @Override
  public Map<String, float[]> run(List<Mat> pictures) {
    return engine.run(blob.fill(pictures), pictures.size());
  }

  @Override
  public void close() {
    blob.close();
  }
}
