package io.sightline.indexer;

import io.sightline.contract.config.ConfigException;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.ServiceRunner;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The indexer as a process of its own. */
@Command(
    name = "sightline indexer",
    mixinStandardHelpOptions = true,
    description = "Indexes sightings and answers the API, until it is stopped.")
public final class Main implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "the configuration (YAML)")
  private Path config;

  private Main() {}

  @Override
  public Integer call() {
    try {
      SightlineConfig loaded = ConfigLoader.load(config);
      return ServiceRunner.run(
          new IndexerService(loaded), loaded.admin(), loaded.admin().indexer());
    } catch (ConfigException e) {
      System.err.println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }
}
