package io.sightline.trainer.evaluate;

import io.sightline.contract.face.Embedding;
import io.sightline.contract.wire.MaskState;
import io.sightline.trainer.data.MaskWear;
import io.sightline.trainer.synthetic.FaceShot;
import io.sightline.trainer.synthetic.FaceStudio;
import io.sightline.trainer.synthetic.StudioOptions;
import io.sightline.trainer.synthetic.person.Identity;
import io.sightline.trainer.synthetic.person.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Rendered people as a recogniser sees them, each bare and masked.
 *
 * @param bare embeddings by person
 * @param masked embeddings by person, the mask worn right
 */
record MaskedPeople(List<List<Embedding>> bare, List<List<Embedding>> masked) {
  static final String SPACE = "rendered";

  static MaskedPeople render(Embedder embedder, int people, int looks, long seed) {
    MaskedPeople result = new MaskedPeople(new ArrayList<>(), new ArrayList<>());
    FaceStudio bare = new FaceStudio(options(0));
    FaceStudio masked = new FaceStudio(options(1));
    List<Identity> population = Population.of(seed, people);
    for (int person = 0; person < people; person++) {
      Identity who = population.get(person);
      long own = seed * 10_000 + person;
      result.bare.add(embed(embedder, bare.sitting(who, person, 0, looks, own), own));
      // Some wear it wrong: those are left out.
      List<FaceShot> shots =
          masked.sitting(who, person, 0, 3 * looks, own + 5_000).stream()
              .filter(s -> s.truth().mask() == MaskWear.MASKED)
              .limit(looks)
              .toList();
      result.masked.add(embed(embedder, shots, own));
    }
    return result;
  }

  private static StudioOptions options(double masked) {
    return new StudioOptions(60, 120, 30, 15, 4, masked, false, true, 0.3, 0);
  }

  private static List<Embedding> embed(Embedder embedder, List<FaceShot> shots, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[][] crops =
        shots.stream().map(s -> s.aligned(0.03, random).picture().rgb()).toArray(byte[][]::new);
    List<Embedding> embeddings = new ArrayList<>();
    if (crops.length > 0) {
      for (float[] values : embedder.embed(crops).embeddings()) {
        embeddings.add(Embedding.normalised(SPACE, values));
      }
    }
    return embeddings;
  }

  /** Numbers of an embedding. */
  int size() {
    return bare.get(0).get(0).values().length;
  }

  List<Embedding> embeddings(int person, MaskState mask) {
    return (mask == MaskState.MASKED ? masked : bare).get(person);
  }

  /** The similarity that this share of the comparisons between different people reaches. */
  double threshold(MaskPairing pairing, double rate) {
    ImpostorHistogram histogram = new ImpostorHistogram();
    for (int a = 0; a < bare.size(); a++) {
      for (int b = 0; b < bare.size(); b++) {
        for (Embedding first : a == b ? List.<Embedding>of() : first(pairing, a)) {
          second(pairing, b).forEach(second -> histogram.add(first.cosine(second)));
        }
      }
    }
    return histogram.threshold(rate).orElseThrow();
  }

  Measured falseMatches(MaskPairing pairing, float threshold) {
    int[][] matches = new int[bare.size()][bare.size()];
    int[][] comparisons = new int[bare.size()][bare.size()];
    for (int a = 0; a < bare.size(); a++) {
      for (int b = 0; b < bare.size(); b++) {
        for (Embedding first : first(pairing, a)) {
          for (Embedding second : second(pairing, b)) {
            comparisons[a][b]++;
            matches[a][b] += first.cosine(second) >= threshold ? 1 : 0;
          }
        }
      }
    }
    return Measured.of(matches, comparisons);
  }

  private List<Embedding> first(MaskPairing pairing, int person) {
    return (pairing == MaskPairing.BARE_BARE ? bare : masked).get(person);
  }

  /** What somebody may be enrolled as: the means of all pictures but one. */
  private List<Embedding> second(MaskPairing pairing, int person) {
    List<Embedding> own = (pairing == MaskPairing.MASKED_MASKED ? masked : bare).get(person);
    List<Embedding> means = new ArrayList<>();
    for (int left = 0; left < own.size(); left++) {
      List<Embedding> others = new ArrayList<>(own);
      if (own.size() > 1) {
        others.remove(left);
      }
      means.add(Embedding.mean(others));
    }
    return means;
  }
}
