package io.sightline.trainer.evaluate;

import io.sightline.contract.model.ModelBundle;
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

/**
 * Whether models that were trained on photographs take rendered faces for faces. Not thread-safe.
 */
final class RenderCheck implements AutoCloseable {
  /** Bare, nothing before the face, turned by no more than 45 degrees. */
  private static final StudioOptions EASY =
      new StudioOptions(42, 170, 45, 10, 2, 0, false, true, 0.5, 0);

  private static final int EMPTY = 640;
  private final EngineDetector detector;
  private final Embedder embedder;

  RenderCheck(ModelBundle detectorModel, ModelBundle recogniserModel, int threads) {
    detector = new EngineDetector(detectorModel, threads);
    embedder = new EngineEmbedder(recogniserModel, threads);
  }

  /** Renders people and looks at them. */
  record Outcome(RenderedFaces.Result faces, Separation separation) {}

  Outcome faces(int identities, int perIdentity, long seed, IntConsumer done) {
    RenderedFaces sheets = new RenderedFaces(detector::detect);
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
      found += detector.detect(picture).size();
    }
    return found;
  }

  @Override
  public void close() {
    embedder.close();
    detector.close();
  }
}
