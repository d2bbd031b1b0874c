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

  @Override
  public Integer call() throws Exception {
    SightlineConfig loaded = ConfigLoader.load(config);
    try (StopHook signal = new StopHook();
        Street street = Street.start(loaded, LocalEngines.kept(data), signal.latch())) {
      Report result =
          new Run(street, System.out, new PlainView(System.out))
              .go(api -> {}, signal.latch(), null);
      result.print(System.out);
      if (report != null) {
        result.write(report);
      }
      return result.lost() == 0 ? 0 : 1;
    }
  }
}
