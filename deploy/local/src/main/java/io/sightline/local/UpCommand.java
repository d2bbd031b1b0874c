package io.sightline.local;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Runs everything on this machine with your configuration, until it is stopped (Ctrl-C).",
      "Kafka and Elasticsearch are started here too; what they hold is kept for the next time."
    })
final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "the configuration (YAML)")
  private Path config;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "where Kafka and Elasticsearch keep their data (default: ${DEFAULT-VALUE})")
  private Path data;

  @Option(
      names = "--report",
      paramLabel = "FILE.json",
      description = "write the summary there at the end")
  private Path report;

  @Option(
      names = "--quiet",
      negatable = true,
      description =
          "do not print sightings and alerts, which name people: the default where the output goes to no terminal, but to a"
              + " log, say, that no retention reaches")
  private Boolean quiet;

  @Override
  public Integer call() throws Exception {
    SightlineConfig loaded = ConfigLoader.load(config);
    Beforehand.requireModels(loaded);
    Beforehand.requirePorts(loaded, "key api.port");
    Beforehand.requireWritable(report);
    boolean silent = quiet == null ? !Terminal.isThere() : quiet;
    RunView view = silent ? new QuietView() : new PlainView(System.out);
    try (StopHook signal = new StopHook();
        Street street = Street.start(loaded, engines(loaded, signal), signal.latch())) {
      Report result = new Run(street, System.out, view, false).go(api -> {}, signal.latch(), null);
      result.print(System.out);
      if (report != null) {
        result.write(report);
      }
      return result.lossy() ? 1 : 0;
    }
  }

  private LocalEngines engines(SightlineConfig loaded, StopHook signal)
      throws InterruptedException {
    LocalEngines engines = LocalEngines.kept(data, signal.latch());
    try {
      OldReplays.remove(engines.in(loaded), System.out);
      return engines;
    } catch (InterruptedException e) {
      engines.close();
      throw e;
    }
  }
}
