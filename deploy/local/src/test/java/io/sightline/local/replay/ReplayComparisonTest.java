package io.sightline.local.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.local.replay.ReplayComparison.Kind;
import io.sightline.local.replay.ReplayComparison.Pair;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayComparisonTest {

  @Test
  void theSameIdIsTheSameSighting() {
    assertThat(kinds(List.of(seen("a", "door", 0, 9, "")), List.of(seen("a", "door", 2, 9, ""))))
        .containsExactly("SAME a=a");
  }

  @Test
  void otherwiseTimeAndCameraTell() {
    assertThat(
            kinds(
                List.of(seen("a", "door", 0, 9, "ann"), seen("b", "gate", 0, 9, "")),
                List.of(
                    seen("x", "door", 1, 9, "bob"),
                    seen("y", "door", 30, 31, ""),
                    seen("z", "gate", 20, 29, ""))))
        .containsExactly("RENAMED a=x", "APPEARED null=y", "VANISHED b=null", "APPEARED null=z");
  }

  @Test
  void ofTwoAtATimeThoseThatFitBestBelongTogether() {
    assertThat(
            kinds(
                List.of(seen("long", "door", 0, 20, ""), seen("short", "door", 4, 8, "ann")),
                List.of(seen("x", "door", 4, 8, "ann"), seen("y", "door", 1, 20, ""))))
        .containsExactly("SAME long=y", "SAME short=x");
    assertThat(
            kinds(
                List.of(seen("a", "door", 0, 9, "ann"), seen("b", "door", 0, 9, "bob")),
                List.of(seen("x", "door", 0, 9, "bob"), seen("y", "door", 0, 9, "ann"))))
        .as("two that came and went together are told apart by their names")
        .containsExactly("SAME a=y", "SAME b=x");
  }

  @Test
  void aSightingOfASingleMomentIsFound() {
    assertThat(kinds(List.of(seen("a", "door", 5, 5, "")), List.of(seen("x", "door", 5, 5, ""))))
        .containsExactly("SAME a=x");
  }

  @Test
  void theReportCountsByCameraAndIdentity() {
    ReplayReport report =
        new ReplayReport(
            "replay-1-",
            7,
            ReplayComparison.of(
                List.of(seen("a", "door", 0, 9, ""), seen("b", "gate", 0, 9, "ann")),
                List.of(seen("a", "door", 0, 9, "ann"), seen("b", "gate", 0, 9, "ann"))));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    report.print(new PrintStream(bytes));
    assertThat(report.totals()).containsEntry("renamed", 1L).containsEntry("same", 1L);
    assertThat(bytes.toString().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .contains(
            "door 1 1 0 1 0 0",
            "gate 1 1 1 0 0 0",
            "Name of ann (ann) 1 2 1 1 0 0",
            "unknown 1 0 0 1 0 0",
            "renamed door 1970-01-01T00:00:00Z to 1970-01-01T00:00:09Z unknown -> Name of ann");
  }

  private static List<String> kinds(List<Seen> live, List<Seen> replayed) {
    return ReplayComparison.of(live, replayed).stream().map(ReplayComparisonTest::text).toList();
  }

  private static String text(Pair p) {
    Kind kind = p.kind();
    return kind
        + " "
        + (p.live() == null ? null : p.live().id())
        + "="
        + (p.replayed() == null ? null : p.replayed().id());
  }

  private static Seen seen(String id, String camera, long first, long last, String identity) {
    String name = identity.isEmpty() ? "" : "Name of " + identity;
    return new Seen(
        id,
        1,
        true,
        camera,
        Instant.ofEpochSecond(first),
        Instant.ofEpochSecond(last),
        identity,
        name);
  }
}
