package io.sightline.local.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sightline.local.replay.ReplayComparison.Kind;
import io.sightline.local.replay.ReplayComparison.Pair;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What would change if the time that was replayed came again: for people and for programs.
 *
 * @param prefix of the replay's topics and indices
 * @param frames that were replayed
 */
public record ReplayReport(String prefix, long frames, List<Pair> pairs) {
  private static final String ROW = "%-24s  %6s  %6s  %6s  %8s  %9s  %9s%n";

  /** Sightings of each kind. */
  public Map<String, Long> totals() {
    return counts(pairs, s -> true);
  }

  private static Map<String, Long> counts(List<Pair> pairs, Predicate<Seen> counted) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("live", count(pairs.stream().map(Pair::live), counted));
    counts.put("replayed", count(pairs.stream().map(Pair::replayed), counted));
    for (Kind kind : Kind.values()) {
      counts.put(
          kind.name().toLowerCase(Locale.ROOT),
          pairs.stream().filter(p -> p.kind() == kind).count());
    }
    return counts;
  }

  private static long count(Stream<Seen> sightings, Predicate<Seen> counted) {
    return sightings.filter(Objects::nonNull).filter(counted).count();
  }

  private Map<String, Map<String, Long>> byCamera() {
    return by(Seen::camera);
  }

  /** A sighting that changed its name counts for both. */
  private Map<String, Map<String, Long>> byIdentity() {
    return by(s -> s.identity().isEmpty() ? "unknown" : s.name() + " (" + s.identity() + ")");
  }

  private Map<String, Map<String, Long>> by(Function<Seen, String> group) {
    Map<String, List<Pair>> groups = new TreeMap<>();
    for (Pair pair : pairs) {
      Stream.of(pair.live(), pair.replayed())
          .filter(Objects::nonNull)
          .map(group)
          .distinct()
          .forEach(name -> groups.computeIfAbsent(name, n -> new ArrayList<>()).add(pair));
    }
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    groups.forEach((name, own) -> counts.put(name, counts(own, s -> group.apply(s).equals(name))));
    return counts;
  }

  public void print(PrintStream out) {
    out.printf("%n%d frames replayed; topics and indices begin with %s%n%n", frames, prefix);
    table(out, "CAMERA", byCamera());
    table(out, "IDENTITY", byIdentity());
    for (Pair p : pairs) {
      if (p.kind() != Kind.SAME) {
        out.printf(
            "%-8s  %-16s  %s to %s  %s -> %s%n",
            p.kind().name().toLowerCase(Locale.ROOT),
            p.any().camera(),
            p.any().first(),
            p.any().last(),
            who(p.live()),
            who(p.replayed()));
      }
    }
  }

  private void table(PrintStream out, String title, Map<String, Map<String, Long>> rows) {
    out.printf(ROW, title, "LIVE", "REPLAY", "SAME", "RENAMED", "APPEARED", "VANISHED");
    rows.forEach((name, counts) -> row(out, name, counts));
    row(out, "all", totals());
    out.println();
  }

  private static void row(PrintStream out, String name, Map<String, Long> counts) {
    List<Object> cells = new ArrayList<>();
    cells.add(name.length() <= 24 ? name : name.substring(0, 23) + "…");
    cells.addAll(counts.values());
    out.printf(ROW, cells.toArray());
  }

  private static String who(Seen seen) {
    if (seen == null) {
      return "nobody";
    }
    return seen.identity().isEmpty() ? "unknown" : seen.name();
  }

  public void write(Path file) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("prefix", prefix);
    values.put("frames", frames);
    values.put("totals", totals());
    values.put("cameras", byCamera());
    values.put("identities", byIdentity());
    values.put(
        "changes",
        pairs.stream().filter(p -> p.kind() != Kind.SAME).map(ReplayReport::change).toList());
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    Files.writeString(file, mapper.writeValueAsString(values) + "\n");
  }

  private static Map<String, Object> change(Pair pair) {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("kind", pair.kind().name().toLowerCase(Locale.ROOT));
    change.put("camera", pair.any().camera());
    change.put("firstSeen", pair.any().first().toString());
    change.put("lastSeen", pair.any().last().toString());
    change.put("live", sighting(pair.live()));
    change.put("replayed", sighting(pair.replayed()));
    return change;
  }

  private static Map<String, String> sighting(Seen seen) {
    return seen == null ? null : Map.of("id", seen.id(), "identity", seen.identity());
  }
}
