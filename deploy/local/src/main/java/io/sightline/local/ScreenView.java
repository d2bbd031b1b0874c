package io.sightline.local;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Sighting;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A table that is drawn over itself every second: cameras, the last sightings, the last alerts.
 * Wants a terminal that knows ANSI sequences.
 */
final class ScreenView implements RunView {
  private static final int SIGHTINGS = 10;
  private static final int ALERTS = 5;
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_LINE = "\u001b[2K";
  private static final String CLEAR_REST = "\u001b[J";
  private static final String CAMERA = "%-16s  %8s  %8s  %8s  %7s";

  private final PrintStream out;
  private final Supplier<Terminal> size;
  private final Map<String, Sighting> sightings = new LinkedHashMap<>();
  private final Deque<String> alerts = new ArrayDeque<>();
  private int drawn;

  ScreenView(PrintStream out) {
    this(out, Terminal::now);
  }

  ScreenView(PrintStream out, Supplier<Terminal> size) {
    this.out = out;
    this.size = size;
  }

  @Override
  public void begin() {}

  @Override
  public synchronized void sighting(Sighting sighting) {
    sightings.remove(sighting.id());
    sightings.put(sighting.id(), sighting);
    if (sightings.size() > SIGHTINGS) {
      sightings.remove(sightings.keySet().iterator().next());
    }
  }

  @Override
  public synchronized void alert(Alert alert) {
    alerts.addLast(SightingText.line(alert));
    if (alerts.size() > ALERTS) {
      alerts.removeFirst();
    }
  }

  @Override
  public synchronized void tick(Duration since, List<CameraRow> cameras) {
    Terminal terminal = size.get();
    List<String> lines = new ArrayList<>();
    lines.add(String.format("%d s. Ctrl-C ends with the summary.", since.toSeconds()));
    lines.add(String.format(CAMERA, "CAMERA", "FRAMES/S", "FACES", "DROPPED", "LAG"));
    cameras.forEach(c -> lines.add(row(c)));
    lines.add("");
    lines.add(SightingText.HEAD);
    // The cursor stands on a line of its own below, and there is one between the two lists.
    int room = Math.max(0, terminal.lines() - lines.size() - 2);
    int alertRoom = Math.min(ALERTS, room / 3);
    int sightingRoom = Math.min(SIGHTINGS, room - alertRoom);
    add(lines, sightings.values().stream().map(SightingText::line).toList(), sightingRoom);
    lines.add("");
    add(lines, List.copyOf(alerts), alertRoom);
    draw(lines.subList(0, Math.min(lines.size(), terminal.lines() - 1)), terminal.columns());
  }

  /** The last ones, in so many lines. */
  private static void add(List<String> lines, List<String> all, int room) {
    lines.addAll(all.subList(Math.max(0, all.size() - room), all.size()));
    lines.addAll(Collections.nCopies(Math.max(0, room - all.size()), ""));
  }

  /**
   * A line that were longer than the terminal's would take two, and the next table begin too low.
   */
  private void draw(List<String> lines, int columns) {
    StringBuilder screen = new StringBuilder(drawn > 0 ? String.format(UP, drawn) : "");
    for (String line : lines) {
      screen.append(CLEAR_LINE).append(SightingText.clip(line, columns)).append('\n');
    }
    out.print(screen.append(CLEAR_REST));
    out.flush();
    drawn = lines.size();
  }

  private static String row(CameraRow c) {
    return String.format(
        Locale.ROOT,
        CAMERA,
        SightingText.clip(c.camera(), 16),
        String.format(Locale.ROOT, "%.1f", c.fps()),
        c.faces(),
        c.dropped(),
        String.format(Locale.ROOT, "%.1f s", c.lag()));
  }
}
