package io.sightline.local;

import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.Pace;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.local.score.Scene;
import io.sightline.local.score.Score;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A run whose cameras play the clips of a set, and how it did against their truth. */
final class ScoredRun {
  /**
   * Below the size from which faces must be found: the box of a face that is just large enough is
   * not found to the pixel.
   */
  private static final int MIN_FACE = 32;

  private final DemoSet set;
  private final PrintStream out;
  private final RunView view;

  /**
   * @param report of the run, with the score in it
   */
  record Result(Report report, Score score) {}

  ScoredRun(DemoSet set, PrintStream out, RunView view) {
    this.set = set;
    this.out = out;
    this.view = view;
  }

  /** Every frame of the clips is taken. */
  static Map<String, CameraConfig> cameras(DemoSet set, Pace pace) {
    Map<String, CameraConfig> cameras = new LinkedHashMap<>();
    for (DemoSet.Clip clip : set.clips()) {
      cameras.put(
          clip.camera(),
          new CameraConfig(
              new CameraUrl(clip.video().toString()),
              pace == Pace.REALTIME,
              pace,
              null,
              clip.truth().fps(),
              null,
              null,
              null,
              null));
    }
    return cameras;
  }

  static RecognitionConfig recognition(String models) {
    return SightlineConfig.defaults()
        .recognition()
        .change()
        .instance("demo")
        .models(models)
        .minFace(MIN_FACE)
        .build();
  }

  /**
   * @param more done after the set's people are enrolled
   * @param limit how long the cameras run; null until they have played their clips
   */
  Result go(Street street, Run.Preparation more, CountDownLatch stop, Duration limit)
      throws IOException, InterruptedException {
    DemoPeople people = new DemoPeople(set, out);
    Report report =
        new Run(street, out, view)
            .go(
                api -> {
                  people.enrol(api);
                  more.prepare(api);
                },
                stop,
                limit);
    Score score =
        Score.of(RecordedTopics.read(street.config()), new Scene(set.truth(), people.identities()));
    report.add("score", score.document());
    return new Result(report, score);
  }
}
