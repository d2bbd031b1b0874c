package io.sightline.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sightline.local.score.Proportion;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A score for people, or for programs. */
record VerdictReport(VerdictScore score) {
  private static final String ROW = "  %-24s %6s %6s %6s   %s%n";

  void print(PrintStream out) {
    VerdictScore.Tally all = score.all();
    if (all.total() + score.unknowns().total() == 0) {
      out.println("There are no verdicts yet: operators give them when they close alerts.");
      return;
    }
    out.printf("%d alerts that named somebody were closed with a verdict.%n%n", all.total());
    head(out, "ALL");
    row(out, all);
    table(out, "SIMILARITY", score.bySimilarity());
    table(out, "MASKS", score.byPairing());
    table(out, "WATCHLIST", score.byWatchlist());
    table(out, "CAMERA", score.byCamera());
    cuts(out);
    if (score.unknowns().total() > 0) {
      out.printf("%nAlerts on people who were held for nobody (true: indeed unknown):%n");
      head(out, "");
      row(out, score.unknowns());
    }
  }

  private static void head(PrintStream out, String name) {
    out.printf(ROW, name, "TRUE", "FALSE", "UNSURE", "FALSE OF ALL SURE, 95 %");
  }

  private static void row(PrintStream out, VerdictScore.Tally t) {
    out.printf(
        ROW, t.name(), t.trueMatches(), t.falseMatches(), t.unsure(), percent(t.falseShare()));
  }

  private static void table(PrintStream out, String name, List<VerdictScore.Tally> rows) {
    out.println();
    head(out, name);
    rows.forEach(t -> row(out, t));
  }

  private void cuts(PrintStream out) {
    out.printf(
        "%nAnother threshold would have given (one below those in force cannot be judged):%n");
    out.printf(ROW, "THRESHOLD", "TRUE", "FALSE", "LOST", "FALSE OF ALL SURE, 95 %");
    for (VerdictScore.Cut cut : score.thresholds()) {
      out.printf(
          ROW,
          String.format(Locale.ROOT, "%.2f", cut.threshold()),
          cut.kept().trueMatches(),
          cut.kept().falseMatches(),
          cut.lost().trueMatches(),
          percent(cut.kept().falseShare()));
    }
  }

  private static String percent(Proportion p) {
    return p.of() == 0
        ? "-"
        : String.format(
            Locale.ROOT, "%.1f %% (%.1f to %.1f)", 100 * p.share(), 100 * p.low(), 100 * p.high());
  }

  String json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("all", document(score.all()));
    document.put("unknownPeople", document(score.unknowns()));
    document.put("bySimilarity", documents(score.bySimilarity()));
    document.put("byPairing", documents(score.byPairing()));
    document.put("byWatchlist", documents(score.byWatchlist()));
    document.put("byCamera", documents(score.byCamera()));
    document.put("thresholds", score.thresholds().stream().map(VerdictReport::document).toList());
    try {
      return JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build()
          .writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts and numbers are always JSON", e);
    }
  }

  private static List<Map<String, Object>> documents(List<VerdictScore.Tally> tallies) {
    return tallies.stream().map(VerdictReport::document).toList();
  }

  private static Map<String, Object> document(VerdictScore.Tally t) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("name", t.name());
    document.put("trueMatches", t.trueMatches());
    document.put("falseMatches", t.falseMatches());
    document.put("unsure", t.unsure());
    if (t.falseShare().of() > 0) {
      document.put("trueShare", t.trueShare().share());
      document.put("falseShare", t.falseShare().share());
      document.put("falseShareLow", t.falseShare().low());
      document.put("falseShareHigh", t.falseShare().high());
    }
    return document;
  }

  private static Map<String, Object> document(VerdictScore.Cut cut) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("threshold", cut.threshold());
    document.put("kept", document(cut.kept()));
    document.put("lost", document(cut.lost()));
    return document;
  }
}
