package io.sightline.trainer.evaluate;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelException;
import io.sightline.recognizer.engine.InferenceEngine;
import io.sightline.recognizer.engine.OnnxRuntimeEngine;
import io.sightline.recognizer.face.FaceEmbedder;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/** An ONNX model with its card, run by the engine that serves it. */
public final class EngineEmbedder implements Embedder {
  private final ModelBundle model;
  private final InferenceEngine engine;
  private final FaceEmbedder embedder;

  /**
   * @param threads that one call may use
   * @throws io.sightline.contract.model.ModelException when the model does not load
   */
  public EngineEmbedder(ModelBundle model, int threads) {
    this.model = model;
    engine = new OnnxRuntimeEngine(model, threads);
    embedder = new FaceEmbedder(engine, model.card());
  }

  @Override
  public Embedded embed(byte[][] rgb112) {
    List<Mat> crops = new ArrayList<>();
    try {
      for (byte[] rgb : rgb112) {
        crops.add(bgr(rgb));
      }
      List<FaceEmbedder.Result> results =
          embedder.embed(crops).stream()
              .map(
                  result -> result.orElseThrow(() -> new ModelException(describe() + " overflows")))
              .toList();
      float[][] embeddings = new float[rgb112.length][];
      float[] mask = new float[rgb112.length];
      for (int i = 0; i < rgb112.length; i++) {
        embeddings[i] = results.get(i).embedding().values();
        mask[i] = (float) results.get(i).maskProbability().orElse(0);
      }
      return new Embedded(
          embeddings, model.card().recogniser().maskOutput().isPresent() ? mask : null);
    } finally {
      crops.forEach(Mat::close);
    }
  }

  private static Mat bgr(byte[] rgb) {
    Mat bgr = new Mat();
    try (BytePointer bytes = new BytePointer(rgb);
        Mat picture = new Mat(112, 112, CV_8UC3, bytes)) {
      cvtColor(picture, bgr, COLOR_RGB2BGR);
    }
    return bgr;
  }

  @Override
  public String describe() {
    return model.card().id() + " on " + engine.describe();
  }

  @Override
  public void close() {
    embedder.close();
    engine.close();
  }
}
