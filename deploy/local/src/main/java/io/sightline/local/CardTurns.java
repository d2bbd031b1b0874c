package io.sightline.local;

import io.sightline.recognizer.engine.CudaProducts;
import io.sightline.recognizer.match.Decision;
import io.sightline.recognizer.match.Gallery;
import io.sightline.recognizer.match.Matcher;
import io.sightline.recognizer.match.Query;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The card's search of a gallery, in turns with the CPU's or alone, beside what the card's memory
 * allows: every row has to be read once.
 */
final class CardTurns {
  /** Of the card's in a turn: one takes a millisecond or less. */
  private static final int SEARCHES = 50;

  private final Gallery gallery;
  private final Matcher matcher;
  private final List<Query> queries;
  private final double bytes;
  private final PrintStream out;

  /**
   * @param bytes of the gallery's rows
   */
  CardTurns(Gallery gallery, Matcher matcher, List<Query> queries, double bytes, PrintStream out) {
    this.gallery = gallery;
    this.matcher = matcher;
    this.queries = queries;
    this.bytes = bytes;
    this.out = out;
  }

  /**
   * @param cpu has the same references
   * @return whether both find the same
   */
  boolean run(int rounds, Matcher cpu) {
    if (!begins()) {
      return true;
    }
    boolean same = matcher.match(queries).equals(cpu.match(queries));
    List<Double> seconds = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      double there = there();
      double here = CpuTime.of(() -> cpu.match(queries)).wall();
      seconds.add(there);
      ratios.add(here / there);
      out.printf(
          "card: %.3f ms, CPU in float: %.3f ms by the wall, %.1f times as long%n",
          there * 1e3, here * 1e3, here / there);
    }
    ratios.sort(null);
    out.printf("card: %.1f times as many searches as the CPU in float%n", ratios.get(rounds / 2));
    print(seconds);
    out.printf(
        "the card and the CPU %s%n",
        same ? "agree in every identity, similarity and runner-up" : "DIFFER");
    return same && gallery.searchedOnCard();
  }

  /**
   * Without the CPU.
   *
   * @param right whether it is these that must be found
   * @return whether the card has made the searches, and found them
   */
  boolean alone(int rounds, Predicate<List<Decision>> right) {
    if (!begins()) {
      return false;
    }
    boolean found = right.test(matcher.match(queries));
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      seconds.add(there());
      out.printf("card: %.3f ms%n", seconds.get(i) * 1e3);
    }
    print(seconds);
    out.println(
        found
            ? "the card finds all who are enrolled"
            : "the card DOES NOT FIND all who are enrolled");
    return found && gallery.searchedOnCard();
  }

  /** Whether the card is used. */
  private boolean begins() {
    double first = CpuTime.of(() -> matcher.match(queries)).wall();
    if (!gallery.searchedOnCard()) {
      out.println("card: not used: there are too few references, or the log says why");
      return false;
    }
    out.printf("card: the first search brings the gallery there: %.3f s%n", first);
    return true;
  }

  /** Seconds of a search. */
  private double there() {
    return CpuTime.of(this::searches).wall() / SEARCHES;
  }

  private void print(List<Double> seconds) {
    double bandwidth = CudaProducts.bandwidth();
    double median = seconds.stream().sorted().toList().get(seconds.size() / 2);
    out.printf(
        "card: median %.3f ms, %.0f searches/s; memory of nominally %.0f GB/s allows %.3f ms,"
            + " share of that limit %.2f%n",
        median * 1e3,
        1 / median,
        bandwidth / 1e9,
        bytes / bandwidth * 1e3,
        bytes / bandwidth / median);
  }

  private void searches() {
    for (int i = 0; i < SEARCHES; i++) {
      matcher.match(queries);
    }
  }
}
