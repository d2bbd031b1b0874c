package io.sightline.trainer.detect;

import picocli.CommandLine.Command;

/** {@code detector}: from rendered people to a face detector. */
@Command(
    name = "detector",
    mixinStandardHelpOptions = true,
    description = "Trains a face detector on rendered people, exports it and measures it.",
    subcommands = {
      DetectorRenderCommand.class,
      DetectorTrainCommand.class,
      DetectorExportCommand.class,
      DetectorEvaluateCommand.class
    })
public final class DetectorCommand {}
