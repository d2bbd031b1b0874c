package io.sightline.local;

import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Sighting;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Line after line: for scripts and logs. */
final class PlainView implements RunView {
  private static final int PROGRESS_SECONDS = 10;
  private final PrintStream out;

  PlainView(PrintStream out) {
    this.out = out;
  }

  @Override
  public void begin() {
    out.println(SightingText.HEAD);
  }

  @Override
  public void sighting(Sighting sighting) {
    out.println(SightingText.line(sighting));
  }

  @Override
  public void alert(Alert alert) {
    out.println(SightingText.line(alert));
  }

  @Override
  public void tick(Duration since, List<CameraRow> cameras) {
    if (since.toSeconds() % PROGRESS_SECONDS == 0 && since.toSeconds() > 0) {
      out.printf(
          Locale.ROOT,
          "after %d s: %.1f frames/s, %d faces, %d frames dropped, lag %.1f s at the most%n",
          since.toSeconds(),
          cameras.stream().mapToDouble(CameraRow::fps).sum(),
          cameras.stream().mapToLong(CameraRow::faces).sum(),
          cameras.stream().mapToLong(CameraRow::dropped).sum(),
          cameras.stream().mapToDouble(CameraRow::lag).max().orElse(0));
    }
  }
}
