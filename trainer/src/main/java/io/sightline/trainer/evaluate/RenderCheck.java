package io.sightline.trainer.evaluate;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.sightline.contract.model.ModelBundle;
import io.sightline.recognizer.engine.InferenceEngine;
import io.sightline.recognizer.engine.OnnxRuntimeEngine;
import io.sightline.recognizer.face.DetectedFace;
import io.sightline.recognizer.face.FaceDetector;
import io.sightline.trainer.data.Picture;
import io.sightline.trainer.data.Seeds;
import io.sightline.trainer.synthetic.FaceShot;
import io.sightline.trainer.synthetic.FaceStudio;
import io.sightline.trainer.synthetic.StudioOptions;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.Population;
import io.sightline.trainer.synthetic.picture.Backdrop;
import io.sightline.trainer.synthetic.picture.Sensor;
import io.sightline.trainer.synthetic.picture.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Whether models that were trained on photographs take rendered faces for faces. Not thread-safe.
 */
final class RenderCheck implements AutoCloseable {
  /** Bare, nothing before the face, turned by no more than 45 degrees. */
  private static final StudioOptions EASY =
      new StudioOptions(42, 170, 45, 10, 2, 0, false, true, 0.5);

  private static final int SMALLEST = 20;
  private static final int EMPTY = 640;
  private final InferenceEngine engine;
  private final FaceDetector detector;
  private final Embedder embedder;

  RenderCheck(ModelBundle detectorModel, ModelBundle recogniserModel, int threads) {
    engine = new OnnxRuntimeEngine(detectorModel, threads);
    float threshold = (float) detectorModel.card().detector().scoreThreshold();
    detector = new FaceDetector(engine, detectorModel.card(), threshold, SMALLEST);
    embedder = new EngineEmbedder(recogniserModel, threads);
  }

  /** Renders people and looks at them. */
  record Outcome(RenderedFaces.Result faces, Separation separation) {}

  Outcome faces(int identities, int perIdentity, long seed, IntConsumer done) {
    RenderedFaces sheets = new RenderedFaces(this::detect);
    FaceStudio studio = new FaceStudio(EASY);
    List<byte[]> crops = new ArrayList<>();
    List<Integer> people = new ArrayList<>();
    List<Identity> population = Population.of(seed, identities);
    for (int i = 0; i < identities; i++) {
      long own = Seeds.mix(seed, i);
      SplittableRandom random = new SplittableRandom(own);
      for (FaceShot shot : studio.sitting(population.get(i), i, 0, perIdentity, own)) {
        // The place in the picture adds to the turn of the head.
        if (Math.abs(shot.truth().yaw()) <= EASY.yaw()) {
          sheets.add(shot);
          crops.add(shot.aligned(0.02, random).picture().rgb());
          people.add(i);
        }
      }
      done.accept(i + 1);
    }
    sheets.look();
    float[][] embeddings = embedder.embed(crops.toArray(new byte[0][])).embeddings();
    int[] who = people.stream().mapToInt(Integer::intValue).toArray();
    return new Outcome(sheets.result(), Separation.of(embeddings, who));
  }

  /** Faces found in pictures of 640x640 that hold none. */
  int empty(int pictures, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int found = 0;
    float[] rgb = new float[3 * EMPTY * EMPTY];
    for (int i = 0; i < pictures; i++) {
      new Backdrop(random).paint(rgb, Window.all(EMPTY));
      Picture picture = Sensor.random(random, EASY.bad()).develop(rgb, EMPTY, EMPTY, i);
      found += detect(picture).size();
    }
    return found;
  }

  private List<DetectedFace> detect(Picture picture) {
    try (BytePointer bytes = new BytePointer(picture.rgb());
        Mat rgb = new Mat(picture.height(), picture.width(), CV_8UC3, bytes);
        Mat bgr = new Mat()) {
      cvtColor(rgb, bgr, COLOR_RGB2BGR);
      return detector.detect(bgr);
    }
  }

  @Override
  public void close() {
    embedder.close();
    detector.close();
    engine.close();
  }
}
