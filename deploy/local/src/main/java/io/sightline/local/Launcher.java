package io.sightline.local;

import io.sightline.contract.config.ConfigException;
import io.sightline.contract.model.ModelException;
import io.sightline.local.replay.ReplayException;
import io.sightline.testkit.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code ./sightline}. */
@Command(
    name = "sightline",
    mixinStandardHelpOptions = true,
    version = "Sightline 0.1.0",
    description = "Real-time video surveillance: many cameras in, sightings of people out.",
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      ReplayCommand.class,
      ModelsCommand.class,
      BenchCommand.class,
      AccuracyCommand.class
    },
    footer = {
      "",
      "Also, by the script itself:",
      "  build                 builds without running the tests",
      "  test [MAVEN OPTIONS]  builds and runs all tests",
      "  soak [ROUNDS]         kills recognizer and indexer at random moments, and compares with an undisturbed run",
      "  format                formats the sources",
      "  trainer ...           trains, evaluates and exports models",
      "  ingest | recognizer | indexer --config FILE   one service as a process of its own"
    })
final class Launcher implements Runnable {

  /** Mistakes of the user's, or of what the user has given us: the message says it all. */
  private static final List<Class<? extends Exception>> PLAIN =
      List.of(
          ConfigException.class,
          ModelException.class,
          EngineException.class,
          ReplayException.class,
          io.sightline.recognizer.engine.EngineException.class,
          UserException.class,
          KafkaException.class,
          IOException.class,
          UncheckedIOException.class);

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Launcher())
        .registerConverter(java.time.Duration.class, Durations::parse)
        .registerConverter(java.time.Instant.class, Instants::parse)
        .registerConverter(Photo.class, Photo::parse)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, command, result) -> {
              if (PLAIN.stream().anyMatch(type -> type.isInstance(e))) {
                command.getErr().println("sightline: " + message(e));
              } else {
                e.printStackTrace(command.getErr());
              }
              return e instanceof ConfigException
                  ? CommandLine.ExitCode.USAGE
                  : CommandLine.ExitCode.SOFTWARE;
            });
  }

  /**
   * The message of what a file system refuses is often the file's name alone, and that of a client
   * of Kafka that could not be made says so only.
   */
  static String message(Exception e) {
    if (e instanceof KafkaException && e.getCause() != null) {
      return e.getMessage() + ": " + e.getCause().getMessage();
    }
    Throwable told = e instanceof UncheckedIOException ? e.getCause() : e;
    return told instanceof FileSystemException f && f.getReason() == null
        ? f.getFile() + ": " + f.getClass().getSimpleName().replace("Exception", "")
        : told.getMessage();
  }

  public static void main(String[] args) {
    // Figures are compared, and read by programs.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    System.exit(commandLine().execute(args));
  }
}
