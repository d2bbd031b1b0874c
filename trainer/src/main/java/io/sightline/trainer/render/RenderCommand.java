package io.sightline.trainer.render;

import io.sightline.trainer.synthetic.scene.DemoCommand;
import io.sightline.trainer.synthetic.scene.ScenesCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code render}: people who do not exist, with the truth about them. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = "Renders people who do not exist, with the truth about them.",
    subcommands = {ScenesCommand.class, DemoCommand.class})
public final class RenderCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to render");
  }
}
