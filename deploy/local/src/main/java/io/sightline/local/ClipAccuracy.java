package io.sightline.local;

import io.sightline.contract.config.AdminConfig;
import io.sightline.contract.config.ApiConfig;
import io.sightline.contract.config.Pace;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightingsConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.local.score.ScoreTable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The demo's run without pacing: the bundled clips and others are played once, each frame is
 * recognised, and all is scored against the truth.
 */
final class ClipAccuracy {
  private final String models;
  private final List<Path> scenes;
  private final PrintStream out;

  ClipAccuracy(String models, List<Path> scenes, PrintStream out) {
    this.models = models;
    this.scenes = scenes;
    this.out = out;
  }

  /**
   * With the score in it.
   *
   * @param stop counted down when the run is to end early
   */
  Report run(CountDownLatch stop) throws Exception {
    try (BundledDemo demo = BundledDemo.unpack()) {
      List<DemoSet> sets = new ArrayList<>(List.of(DemoSet.open("", demo.folder())));
      for (Path folder : scenes) {
        sets.add(DemoSet.open("set" + sets.size() + "-", folder));
      }
      DemoSet set = DemoSet.all(sets);
      SightlineConfig config = config(set);
      Beforehand.requireModels(config);
      out.printf("%d clips, %d people enrolled%n", set.clips().size(), set.people().size());
      try (Street street = Street.temporary(config, stop)) {
        ScoredRun.Result result =
            new ScoredRun(set, out, new PlainView(out)).go(street, api -> {}, stop, null);
        result.report().dropTimes();
        result.report().print(out);
        ScoreTable.print(result.score(), out);
        return result.report();
      }
    }
  }

  private SightlineConfig config(DemoSet set) {
    RecognitionConfig recognition =
        ScoredRun.recognition(models).change().mode(RecognitionConfig.Mode.REPLAY).build();
    return SightlineConfig.defaults()
        .change()
        .cameras(ScoredRun.cameras(set, Pace.FAST))
        .recognition(recognition)
        // Clips that are played fast run ahead of the clock.
        .sightings(new SightingsConfig(null, null, null, null, Duration.ofDays(1)))
        .api(new ApiConfig(null, 0, null))
        .admin(AdminConfig.anyPorts())
        .build();
  }
}
