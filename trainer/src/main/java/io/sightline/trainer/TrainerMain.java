package io.sightline.trainer;

import io.sightline.contract.model.ModelException;
import io.sightline.trainer.ablation.AblationCommand;
import io.sightline.trainer.bench.BenchCommand;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.InspectCommand;
import io.sightline.trainer.evaluate.EvaluateCommand;
import io.sightline.trainer.evaluate.foreign.ImportCommand;
import io.sightline.trainer.export.ExportCommand;
import io.sightline.trainer.export.ExportException;
import io.sightline.trainer.finetune.FinetuneCommand;
import io.sightline.trainer.finetune.ImportException;
import io.sightline.trainer.mask.MaskCommand;
import io.sightline.trainer.synthetic.scene.SceneException;
import io.sightline.trainer.train.CheckpointEmbedder;
import io.sightline.trainer.train.ResumeCommand;
import io.sightline.trainer.train.TrainCommand;
import io.sightline.trainer.train.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The trainer's command line. Exit code 0 when done, 1 on failure, 2 on misuse, 130 or 143 when
 * stopped.
 */
@Command(
    name = "sightline trainer",
    mixinStandardHelpOptions = true,
    description = "From labelled faces to a model that the recogniser serves.",
    subcommands = {
      InspectCommand.class,
      MaskCommand.class,
      TrainCommand.class,
      ResumeCommand.class,
      FinetuneCommand.class,
      ExportCommand.class,
      AblationCommand.class,
      DetectorCommand.class,
      ImportCommand.class,
      BenchCommand.class,
      RenderCommand.class
    })
public final class TrainerMain {
  /** Failures whose message says it all. */
  private static final Set<Class<?>> EXPLAINED =
      Set.of(
          TrainingException.class,
          ImportException.class,
          ExportException.class,
          FaceDataException.class,
          SceneException.class,
          EvaluateCommand.ENGINE_FAILURE,
          ModelException.class);

  private TrainerMain() {}

  public static void main(String[] args) {
    // Figures are compared, and read by programs.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    System.exit(commandLine().execute(args));
  }

  /** Ready to execute. */
  public static CommandLine commandLine() {
    return new CommandLine(new TrainerMain())
        .addSubcommand(new EvaluateCommand(CheckpointEmbedder::new))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(TrainerMain::failed);
  }

  private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    boolean io = e instanceof IOException || e instanceof UncheckedIOException;
    if (!io && !EXPLAINED.contains(e.getClass())) {
      throw e;
    }
    String message = io ? e.toString() : e.getMessage();
    command.getErr().println(command.getColorScheme().errorText(message));
    return 1;
  }
}
