package io.sightline.local;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Sighting;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A table that is drawn over itself every second: cameras, the last sightings, the last alerts.
 * Wants a terminal that knows ANSI sequences.
 */
final class ScreenView implements RunView {
  private static final int SIGHTINGS = 10;
  private static final int ALERTS = 5;
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_LINE = "\u001b[2K";
  private static final String CAMERA = "%-16s  %8s  %8s  %8s  %7s";

  private final PrintStream out;
  private final Map<String, Sighting> sightings = new LinkedHashMap<>();
  private final Deque<String> alerts = new ArrayDeque<>();
  private int drawn;

  ScreenView(PrintStream out) {
    this.out = out;
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
    StringBuilder screen = new StringBuilder(drawn > 0 ? String.format(UP, drawn) : "");
    drawn = 0;
    line(screen, String.format("%d s. Ctrl-C ends with the summary.", since.toSeconds()));
    line(screen, String.format(CAMERA, "CAMERA", "FRAMES/S", "FACES", "DROPPED", "LAG"));
    cameras.forEach(c -> line(screen, row(c)));
    line(screen, "");
    line(screen, SightingText.HEAD);
    sightings.values().forEach(s -> line(screen, SightingText.line(s)));
    pad(screen, SIGHTINGS - sightings.size());
    line(screen, "");
    alerts.forEach(a -> line(screen, a));
    pad(screen, ALERTS - alerts.size());
    out.print(screen);
    out.flush();
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

  private void pad(StringBuilder screen, int lines) {
    for (int i = 0; i < lines; i++) {
      line(screen, "");
    }
  }

  private void line(StringBuilder screen, String text) {
    screen.append(CLEAR_LINE).append(text).append('\n');
    drawn++;
  }
}
