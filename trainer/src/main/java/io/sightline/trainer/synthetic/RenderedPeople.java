package io.sightline.trainer.synthetic;

import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.data.Seeds;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.Population;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * Renders people on several threads and hands the pictures over in their order. What is rendered
 * depends on the seed alone, not on the threads.
 *
 * @param whole pictures as cameras send them, not aligned crops
 * @param landmarkError see {@link FaceShot#aligned}
 * @param quality of the JPEGs, 1 to 100
 */
record RenderedPeople(
    StudioOptions options,
    int identities,
    int perIdentity,
    long seed,
    boolean whole,
    double landmarkError,
    int quality) {

  /** A picture and what it shows. */
  record Encoded(byte[] jpeg, PersonTruth truth) {}

  /** Takes pictures one after another. */
  interface Taker {
    void take(Encoded picture) throws Exception;
  }

  /** How many there are in all. */
  int pictures() {
    return identities * perIdentity;
  }

  /**
   * Renders all, or as far as it comes.
   *
   * @param stop asked before each picture is handed over
   * @return how many were handed over
   */
  int render(int threads, BooleanSupplier stop, Taker taker) throws Exception {
    List<Identity> people = Population.of(seed, identities);
    ThreadLocal<FaceStudio> studios = ThreadLocal.withInitial(this::studio);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    Deque<Future<List<Encoded>>> ahead = new ArrayDeque<>();
    try {
      int done = 0;
      for (int i = 0; done < pictures(); i++) {
        if (i < identities) {
          int number = i;
          ahead.add(pool.submit(() -> person(people.get(number), number, studios.get())));
        }
        if (i >= 2 * threads || i >= identities) {
          for (Encoded picture : ready(ahead.remove())) {
            if (stop.getAsBoolean()) {
              return done;
            }
            taker.take(picture);
            done++;
          }
        }
      }
      return done;
    } finally {
      pool.shutdownNow();
    }
  }

  private FaceStudio studio() {
    return whole ? new FaceStudio(options) : new FaceStudio(options, landmarkError);
  }

  private static List<Encoded> ready(Future<List<Encoded>> pictures) throws Exception {
    try {
      return pictures.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private List<Encoded> person(Identity who, int number, FaceStudio studio) {
    long own = Seeds.mix(seed, number);
    SplittableRandom random = new SplittableRandom(Seeds.mix(own, -1));
    List<Encoded> pictures = new ArrayList<>();
    for (FaceShot shot : studio.sitting(who, number, number * perIdentity, perIdentity, own)) {
      FaceShot kept = whole ? shot : shot.aligned(landmarkError, random);
      pictures.add(new Encoded(Pictures.jpeg(kept.picture(), quality), kept.truth()));
    }
    return pictures;
  }
}
