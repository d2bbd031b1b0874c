package io.sightline.local.score;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** A score for people to read. */
public final class ScoreTable {
  private static final String ROW = "  %-40s %7s  %-16s %s%n";

  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("detectionRecall", "faces found, of 40 pixels and more"),
          Map.entry("detectionPrecision", "finds that are faces"),
          Map.entry("identificationRate", "enrolled people named, of their tracks"),
          Map.entry("maskAccuracy", "mask states right"),
          Map.entry("falseAlertShare", "alerts that are false"),
          Map.entry("wrongNameShare", "sightings with a wrong name"),
          Map.entry("tracksMissedShare", "tracks without a sighting"),
          Map.entry("falseAlerts", "false alerts"),
          Map.entry("tracksSplit", "tracks split over several sightings"),
          Map.entry("tracksMerged", "sightings that mix people"),
          Map.entry("sightingsOfNobody", "sightings that show no face"),
          Map.entry("sightingsOverSeam", "sightings over a clip's end, left out"),
          Map.entry("sightingsWithoutMaskAnswer", "sightings left out of mask states"),
          Map.entry("findsOfSmallHiddenOrTurned", "finds that count neither way"));

  private ScoreTable() {}

  public static void print(Score score, PrintStream out) {
    out.printf("%nagainst the truth (what each line means: docs/accuracy.md)%n");
    out.printf(ROW, "", "", "COUNTED", "95 % INTERVAL");
    score.shares().forEach((name, p) -> row(out, WORDS.get(name), p));
    score.numbers().forEach((name, n) -> out.printf(ROW, WORDS.get(name), n, "", ""));
    score
        .detectionBySize()
        .forEach((size, p) -> row(out, "faces found, of " + size + " pixels", p));
  }

  private static void row(PrintStream out, String name, Proportion p) {
    if (p.of() == 0) {
      out.printf(ROW, name, "-", "none", "");
    } else {
      out.printf(
          ROW,
          name,
          percent(p.share()),
          p.count() + " of " + p.of(),
          percent(p.low()) + " to " + percent(p.high()));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
