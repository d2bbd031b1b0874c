package io.sightline.trainer;

import io.sightline.trainer.detect.DetectorExportCommand;
import io.sightline.trainer.detect.DetectorRenderCommand;
import io.sightline.trainer.detect.DetectorTrainCommand;
import io.sightline.trainer.evaluate.detector.DetectorEvaluateCommand;
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
final class DetectorCommand {}
