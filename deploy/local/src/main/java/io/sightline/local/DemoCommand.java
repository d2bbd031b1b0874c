package io.sightline.local;

import io.sightline.contract.config.AdminConfig;
import io.sightline.contract.config.ApiConfig;
import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.Pace;
import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.local.score.ScoreTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything on this machine: Kafka, Elasticsearch and every stage. Keeps nothing.",
      "Without --source, four cameras show rendered people, of whom some are enrolled and on watchlists; at the end the run"
          + " is scored against the truth about them. With --source, files or addresses are the cameras.",
      "Shows cameras, sightings and alerts as they come, and a summary at the end."
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--source",
      paramLabel = "FILE_OR_URL",
      description =
          "a camera: video file (played in a loop), folder of pictures, rtsp:// or http:// address; repeatable")
  private List<String> sources = List.of();

  @Mixin private ModelsOption models;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "60s",
      description =
          "how long the cameras run (default: ${DEFAULT-VALUE}); Ctrl-C ends it early, with the summary")
  private Duration duration;

  @Option(
      names = "--headless",
      description = "print plain lines instead of a table: for scripts and logs")
  private boolean headless;

  @Option(
      names = "--report",
      paramLabel = "FILE.json",
      description = "write the summary there, too")
  private Path report;

  @Option(
      names = "--enrol",
      paramLabel = "NAME=PHOTO",
      description = "somebody to recognise; repeatable, also for several photos of one")
  private List<Photo> enrol = List.of();

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "where the API listens on 127.0.0.1, 0 for any free port (default: ${DEFAULT-VALUE})")
  private int apiPort;

  @Override
  public Integer call() throws Exception {
    Beforehand.requireWritable(report);
    enrol.forEach(Photo::require);
    boolean screen = !headless && Terminal.isThere();
    if (screen && System.getenv("SIGHTLINE_LOG") == null) {
      // Read when logging begins: lines of news would tear the table.
      System.setProperty("SIGHTLINE_LOG", "WARN");
      System.setProperty("sightline.record", "WARN");
    }
    RunView view = screen ? new ScreenView(System.out) : new PlainView(System.out);
    try (StopHook signal = new StopHook()) {
      return sources.isEmpty() ? withTruth(view, signal) : withSources(view, signal);
    }
  }

  private int withTruth(RunView view, StopHook signal) throws Exception {
    try (BundledDemo demo = BundledDemo.unpack()) {
      DemoSet set = DemoSet.open("", demo.folder());
      RecognitionConfig recognition = ScoredRun.recognition(models.name());
      SightlineConfig config = config(ScoredRun.cameras(set, Pace.REALTIME), recognition);
      try (Street street = street(config, signal)) {
        ScoredRun.Result result =
            new ScoredRun(set, System.out, view)
                .go(street, api -> api.enrol(enrol), signal.latch(), duration);
        ScoreTable.print(result.score(), System.out);
        return finish(result.report());
      }
    }
  }

  private int withSources(RunView view, StopHook signal) throws Exception {
    Map<String, CameraConfig> cameras = new LinkedHashMap<>();
    for (String source : sources) {
      CameraConfig camera = Sources.camera(source);
      cameras.put(Sources.id(source, cameras.keySet()), camera);
    }
    RecognitionConfig recognition =
        SightlineConfig.defaults()
            .recognition()
            .change()
            .instance("demo")
            .models(models.name())
            .build();
    try (Street street = street(config(cameras, recognition), signal)) {
      return finish(
          new Run(street, System.out, view).go(api -> api.enrol(enrol), signal.latch(), duration));
    }
  }

  private Street street(SightlineConfig config, StopHook signal)
      throws IOException, InterruptedException {
    Beforehand.requireModels(config);
    Beforehand.requirePorts(config, "--api-port");
    System.out.println("Starting Kafka and Elasticsearch (half a minute or so) ...");
    return Street.temporary(config, signal.latch());
  }

  private int finish(Report result) throws IOException {
    result.print(System.out);
    if (report != null) {
      result.write(report);
    }
    return result.good() ? 0 : 1;
  }

  private SightlineConfig config(Map<String, CameraConfig> cameras, RecognitionConfig recognition) {
    return SightlineConfig.defaults()
        .change()
        .cameras(cameras)
        .recognition(recognition)
        .api(new ApiConfig(null, apiPort, null))
        .admin(AdminConfig.anyPorts())
        .build();
  }
}
