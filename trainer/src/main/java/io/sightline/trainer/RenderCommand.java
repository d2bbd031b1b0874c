package io.sightline.trainer;

import io.sightline.trainer.evaluate.RenderCheckCommand;
import io.sightline.trainer.synthetic.FacesCommand;
import io.sightline.trainer.synthetic.scene.DemoCommand;
import io.sightline.trainer.synthetic.scene.ScenesCommand;
import picocli.CommandLine.Command;

/** {@code render}: people who do not exist, for training, tests and demonstrations. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description = "Renders people who do not exist, with the truth attached.",
    subcommands = {
      FacesCommand.class,
      ScenesCommand.class,
      DemoCommand.class,
      RenderCheckCommand.class
    })
final class RenderCommand {}
