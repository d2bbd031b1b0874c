package io.sightline.recognizer.face;

import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Runs a network over pictures of its own size. Not thread-safe: it owns its buffers; several may
 * share an engine.
 */
interface PictureNetwork extends AutoCloseable {

  /** Pictures of one call at the most. */
  int capacity();

  /**
   * @param pictures BGR, 8 bits, of the network's size
   * @return each output by name, the pictures' rows one behind the other
   * @throws io.sightline.recognizer.engine.EngineException when the engine fails
   */
  Map<String, float[]> run(List<Mat> pictures);

  @Override
  void close();
}
