package io.sightline.local;

import io.sightline.contract.config.MatchingConfig.Scan;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Template;
import io.sightline.recognizer.engine.CudaProducts;
import io.sightline.recognizer.match.Decision;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.match.Query;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The search beside the machine's limits, in turns, so that a machine that slows down slows both.
 */
final class MatchBenchmark {
  private static final String SPACE = "bench";
  private static final int BATCH = 2000;
  private final int templates;
  private final int size;
  private final List<Query> queries = new ArrayList<>();
  private final PrintStream out;

  MatchBenchmark(int templates, int queries, int size, PrintStream out) {
    this.templates = templates;
    this.size = size;
    this.out = out;
    // Every second one is enrolled, a little off its template.
    for (int i = 0; i < queries; i++) {
      float[] values = random(-1 - i);
      if (isEnrolled(i)) {
        float[] own = random(person(i, queries));
        for (int j = 0; j < size; j++) {
          values[j] = own[j] + 0.5f * values[j];
        }
      }
      this.queries.add(new Query(Embedding.normalised(SPACE, values), MaskState.BARE));
    }
  }

  private static boolean isEnrolled(int query) {
    return query % 2 == 0;
  }

  private long person(int query, int queries) {
    return query * (long) templates / queries;
  }

  /** Returns whether 8 bits, and a card where there is one, found what float found. */
  boolean run(int rounds) {
    try (Gallery floats = new Gallery(SPACE, size, Scan.FLOAT);
        MachineLimits limits = new MachineLimits()) {
      boolean same;
      try (Gallery bytes = new Gallery(SPACE, size, Scan.INT8)) {
        out.printf("filling two galleries with %d templates of %d ...%n", templates, size);
        fill(List.of(floats, bytes));
        same = compare(rounds, matcher(floats), matcher(bytes), limits);
      }
      return CudaProducts.missing().isPresent()
          ? same
          : onCard(turns -> turns.run(rounds, matcher(floats))) && same;
    }
  }

  /**
   * Of the card alone, as a million templates take the CPU minutes. Returns whether it found all
   * who are enrolled.
   */
  boolean runOnCard(int rounds) {
    CudaProducts.missing()
        .ifPresent(
            what -> {
              throw new UserException("no card to measure: " + what);
            });
    return onCard(turns -> turns.alone(rounds, this::areFound));
  }

  private boolean areFound(List<Decision> decisions) {
    return IntStream.range(0, decisions.size())
        .filter(MatchBenchmark::isEnrolled)
        .allMatch(
            i -> {
              Optional<String> found = decisions.get(i).match().map(Match::identityId);
              return found.equals(Optional.of("p" + person(i, decisions.size())));
            });
  }

  /** After the 8 bits, so that there are never more than two galleries. */
  private boolean onCard(Predicate<CardTurns> measured) {
    try (Gallery gallery = Gallery.withCard(SPACE, size, Scan.FLOAT)) {
      out.printf("filling a gallery for the card with %d templates of %d ...%n", templates, size);
      fill(List.of(gallery));
      return measured.test(
          new CardTurns(gallery, matcher(gallery), queries, templates * 4.0 * size, out));
    }
  }

  private void fill(List<Gallery> galleries) {
    for (int from = 0; from < templates; from += BATCH) {
      List<Enrollment> people = people(from, Math.min(templates, from + BATCH));
      galleries.forEach(g -> g.putAll(people));
    }
  }

  private boolean compare(int rounds, Matcher floats, Matcher bytes, MachineLimits limits) {
    Shares floatShares = new Shares("float", templates * 4.0 * size);
    Shares byteShares = new Shares("8 bits", templates * 1.0 * size);
    boolean same = floats.match(queries).equals(bytes.match(queries));
    for (int i = 0; i < rounds; i++) {
      floatShares.add(limits.memory(), limits.floatProducts(), () -> floats.match(queries));
      byteShares.add(limits.memory(), limits.byteProducts(), () -> bytes.match(queries));
    }
    floatShares.print();
    byteShares.print();
    List<Decision> decisions = floats.match(queries);
    out.printf(
        "%d of %d queries are named; 8 bits and float %s%n",
        decisions.stream().filter(d -> d.match().isPresent()).count(),
        queries.size(),
        same ? "agree in every identity, similarity and runner-up" : "DIFFER");
    return same;
  }

  /** Of one kind of search. */
  private final class Shares {
    private final String kind;
    private final double bytes;
    private final List<Double> shares = new ArrayList<>();

    /**
     * @param bytes that a search must read
     */
    Shares(String kind, double bytes) {
      this.kind = kind;
      this.bytes = bytes;
    }

    void add(double memory, double products, Runnable search) {
      double operations = 2.0 * queries.size() * templates * size;
      double least = Math.max(bytes / memory, operations / products);
      CpuTime time = CpuTime.of(search);
      shares.add(least / time.used());
      out.printf(
          "%s: %.3f s with %.2f of %d cores, %.3f s of all; memory %.1f GB/s allows %.3f s, products"
              + " %.0f Gop/s allow %.3f s; share of the limit %.2f%n",
          kind,
          time.wall(),
          time.cores(),
          CpuTime.CORES,
          time.used(),
          memory / 1e9,
          bytes / memory,
          products / 1e9,
          operations / products,
          least / time.used());
    }

    void print() {
      shares.sort(null);
      out.printf(
          "%s: share of the binding limit: median %.2f (min %.2f, max %.2f); wanted: 0.70%n",
          kind, shares.get(shares.size() / 2), shares.get(0), shares.get(shares.size() - 1));
    }
  }

  private static Matcher matcher(Gallery gallery) {
    return new Matcher(gallery, Thresholds.fixed(0.5f), 1e-3);
  }

  private List<Enrollment> people(int from, int to) {
    List<Enrollment> people = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      Embedding face = Embedding.normalised(SPACE, random(i));
      Template template = new Template("t" + i, face, new byte[0], "", Instant.EPOCH);
      people.add(new Enrollment("p" + i, "", List.of(template), Instant.EPOCH));
    }
    return people;
  }

  /** The same for the same seed. */
  private float[] random(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble() - 0.5f;
    }
    return values;
  }
}
