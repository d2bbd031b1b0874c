package io.sightline.ingest;

import io.sightline.contract.config.ConfigException;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.ServiceRunner;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the cameras as a process of their own. */
@Command(
    name = "ingest",
    mixinStandardHelpOptions = true,
    description = "Takes pictures from the cameras and publishes them as frames, until stopped.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "130, 143:stopped by Ctrl-C, by SIGTERM",
      "1:failed",
      "2:the command or the configuration cannot be used"
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "The configuration, in YAML.")
  private Path file;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Main()).execute(arguments);
  }

  @Override
  public Integer call() {
    SightlineConfig config;
    try {
      config = ConfigLoader.load(file);
    } catch (ConfigException e) {
      spec.commandLine().getErr().println(e.getMessage());
      return 2;
    }
    return ServiceRunner.run(new IngestService(config), config.admin(), config.admin().ingest());
  }
}
