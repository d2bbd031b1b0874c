package io.sightline.local;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.RecognitionConfig.Engine;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.recognizer.face.Recogniser;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "gpu-street",
    mixinStandardHelpOptions = true,
    description = {
      "Measures the whole recogniser, from JPEGs to face observations, under cameras made of the demo's clips that send as",
      "fast as it takes, beside the same engine calls alone; without Kafka, so that the engine is what is measured. Runs on",
      "whatever engine there is. Prints which stage the time goes to."
    })
final class GpuStreetBench implements Callable<Integer> {

  @Option(
      names = "--cameras",
      paramLabel = "N",
      defaultValue = "16",
      description = "that take turns (default: ${DEFAULT-VALUE})")
  private int cameras;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "30",
      description = "measured (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "auto",
      description = "auto, onnxruntime or tensorrt (default: ${DEFAULT-VALUE})")
  private Engine engine;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "0",
      description = "frames looked at at the same time; 0: one a core (default: ${DEFAULT-VALUE})")
  private int workers;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description = "frames in a batch (default: ${DEFAULT-VALUE}, as in recognition.batch.max)")
  private int batch;

  @Mixin private ModelsOption models;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (cameras < 1 || seconds < 1 || batch < 1) {
      throw new UserException("--cameras, --seconds and --batch must be 1 or more");
    }
    RecognitionConfig config =
        SightlineConfig.defaults()
            .recognition()
            .change()
            .models(models.name())
            .engine(engine)
            .threads(workers)
            .build();
    PrintWriter out = spec.commandLine().getOut();
    RenderedCameras street = new RenderedCameras(cameras);
    try (Recogniser recogniser = new Recogniser(config);
        GpuStreet bench = new GpuStreet(recogniser, street, batch)) {
      out.printf("%d cameras, %d frames a batch, %s%n", cameras, batch, bench.describe());
      bench.run(Duration.ofSeconds(seconds)).print(out);
    }
    out.flush();
    return 0;
  }
}
