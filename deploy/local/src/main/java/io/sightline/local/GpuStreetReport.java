package io.sightline.local;

import io.sightline.recognizer.face.StageTimes.Stage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/**
 * What {@link GpuStreet} has measured.
 *
 * @param whole the recogniser
 * @param bare the same engine calls alone
 * @param stages seconds of all workers
 */
record GpuStreetReport(Rate whole, Rate bare, Map<Stage, Double> stages, int workers) {

  /**
   * @param seconds of the wall
   * @param cpu seconds of the process on all cores
   */
  record Rate(int frames, int faces, double seconds, double cpu) {

    double framesPerSecond() {
      return frames / seconds;
    }

    private String row(String name) {
      return String.format(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.2f | %.1f |",
          name,
          framesPerSecond(),
          faces / seconds,
          cpu / seconds,
          faces / Math.max(cpu, 1e-9));
    }
  }

  /** As Markdown. */
  void print(PrintWriter out) {
    out.println();
    out.println("| | frames/s | faces/s | CPU cores used | faces/s for each core |");
    out.println("|---|---|---|---|---|");
    out.println(whole.row("whole recogniser"));
    out.println(bare.row("its engine calls alone"));
    out.println();
    out.println("| stage | ms a frame | of the workers' time |");
    out.println("|---|---|---|");
    double all = workers * whole.seconds();
    double rest = all;
    for (Stage stage : Stage.values()) {
      rest -= stages.get(stage);
      row(out, stage.name().toLowerCase(Locale.ROOT), stages.get(stage), all);
    }
    row(out, "none: waiting for others, hand-overs", Math.max(0, rest), all);
    out.println();
    Stage most = stages.entrySet().stream().max(Map.Entry.comparingByValue()).get().getKey();
    out.println(
        String.format(
            Locale.ROOT,
            "%.1f %% of the engine calls' rate; most of the time goes to: %s",
            100 * whole.framesPerSecond() / bare.framesPerSecond(),
            most.name().toLowerCase(Locale.ROOT)));
  }

  private void row(PrintWriter out, String name, double seconds, double all) {
    out.println(
        String.format(
            Locale.ROOT,
            "| %s | %.3f | %.1f %% |",
            name,
            1e3 * seconds / whole.frames(),
            100 * seconds / all));
  }
}
