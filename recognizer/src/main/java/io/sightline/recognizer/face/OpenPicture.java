package io.sightline.recognizer.face;

import io.sightline.contract.face.Landmarks;
import java.util.List;
import java.util.Map;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A decoded picture where its worker needs it: in main memory, or on the card. To be closed before
 * the same opener opens the next one. Not thread-safe.
 */
interface OpenPicture extends AutoCloseable {

  /** In pixels. */
  int width();

  /** In pixels. */
  int height();

  /**
   * The detector's outputs for this picture, by name.
   *
   * @throws io.sightline.recognizer.engine.EngineException when the engine fails
   */
  Map<String, float[]> detect(Fit fit);

  /**
   * The aligned crops of these faces, in the same order: 112x112, BGR, 8 bits, in main memory, for
   * the caller to close.
   *
   * @param faces in the picture's pixels
   * @throws IllegalArgumentException when the landmarks of a face coincide
   */
  List<Mat> crops(List<Landmarks> faces);

  @Override
  void close();
}
