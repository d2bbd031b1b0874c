package io.sightline.local;

import io.sightline.contract.config.AdminConfig;
import io.sightline.contract.config.ApiConfig;
import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.model.ModelFolder;
import io.sightline.testkit.EngineOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything on this machine: Kafka, Elasticsearch and every stage, with files or addresses as cameras.",
      "Prints sightings as they happen, and a summary at the end. Keeps nothing."
    })
final class DemoCommand implements Callable<Integer> {

  @Option(
      names = "--source",
      paramLabel = "FILE_OR_URL",
      description =
          "a camera: video file (played in a loop), folder of pictures, rtsp:// or http:// address; repeatable")
  private List<String> sources = List.of();

  @Option(
      names = "--models",
      paramLabel = "DIR",
      defaultValue = "models",
      description = "folder with a detector and a recogniser (default: ${DEFAULT-VALUE})")
  private Path models;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "60s",
      description =
          "how long the cameras run (default: ${DEFAULT-VALUE}); Ctrl-C ends it early, with the summary")
  private Duration duration;

  @Option(names = "--headless", description = "only print plain lines: for scripts and logs")
  private boolean headless;

  @Option(
      names = "--report",
      paramLabel = "FILE.json",
      description = "write the summary there, too")
  private Path report;

  @Option(
      names = "--enrol",
      paramLabel = "NAME=PHOTO",
      description = "somebody to recognise; repeatable")
  private Map<String, Path> enrol = new LinkedHashMap<>();

  @Option(
      names = "--api-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description =
          "where the API listens on 127.0.0.1, 0 for any free port (default: ${DEFAULT-VALUE})")
  private int apiPort;

  @Override
  public Integer call() throws Exception {
    SightlineConfig config = config();
    ModelFolder folder = ModelFolder.open(models);
    folder.detector("");
    folder.recogniser("");
    try (StopHook signal = new StopHook()) {
      if (!headless) {
        System.out.println("Starting Kafka and Elasticsearch (half a minute or so) ...");
      }
      try (Street street =
          Street.start(
              config,
              LocalEngines.start(EngineOptions.thrownAway(512), EngineOptions.thrownAway(768)))) {
        Report result = new Run(street, System.out).go(enrol, signal.latch(), duration);
        result.print(System.out);
        if (report != null) {
          result.write(report);
        }
        return result.good() ? 0 : 1;
      }
    }
  }

  private SightlineConfig config() {
    if (sources.isEmpty()) {
      throw new UserException(
          "no camera: name one with --source (a video file, a folder of pictures, an address)");
    }
    if (!Files.isDirectory(models)) {
      throw new UserException(
          "no models at "
              + models
              + ": get them with ./sightline models pull starter, or name a folder with --models");
    }
    Map<String, CameraConfig> cameras = new LinkedHashMap<>();
    for (String source : sources) {
      String id = Sources.id(source, cameras.keySet());
      Sources.check(source);
      cameras.put(
          id,
          new CameraConfig(new CameraUrl(source), true, null, null, null, null, null, null, null));
    }
    SightlineConfig defaults = SightlineConfig.defaults();
    return defaults
        .change()
        .cameras(cameras)
        .recognition(
            defaults.recognition().change().instance("demo").models(models.toString()).build())
        .api(new ApiConfig(null, apiPort, null))
        .admin(AdminConfig.anyPorts())
        .build();
  }
}
