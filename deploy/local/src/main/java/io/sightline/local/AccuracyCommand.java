package io.sightline.local;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.SightlineConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says how often faces are found and people named rightly.",
      "Without --verdicts: plays the demo's clips, and freshly rendered ones of other people, as fast as this machine can and"
          + " with no frame dropped, and scores the run against the truth about them (docs/accuracy.md).",
      "With --verdicts: by the verdicts that operators gave when they closed alerts. Reads topic verdicts of a running"
          + " installation, and changes nothing."
    })
final class AccuracyCommand implements Callable<Integer> {
  private static final String STDOUT = "-";

  @Mixin private ModelsOption models;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "of the people and places that are rendered (default: 101); they are kept for the next time")
  private Long seed;

  @Option(names = "--clips-only", description = "render nothing: the demo's clips alone")
  private boolean clipsOnly;

  @Option(
      names = "--scenes",
      paramLabel = "DIR",
      description =
          "what ./sightline trainer render demo or render scenes wrote, instead of freshly rendered clips; repeatable")
  private List<Path> scenes = List.of();

  @Option(names = "--verdicts", description = "score the operators' verdicts")
  private boolean verdicts;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "with --verdicts: the installation's configuration (YAML)")
  private Path config;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description =
          "with --verdicts: where its Kafka is, if not where the file says; ./sightline up prints it")
  private String kafka;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = STDOUT,
      description = "write JSON there, too; without a name, print it instead of tables")
  private String json;

  @Spec private CommandSpec spec;

  private final PrintStream out;

  AccuracyCommand() {
    this(System.out);
  }

  AccuracyCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws Exception {
    if (verdicts) {
      return ofVerdicts();
    }
    if (json != null && !STDOUT.equals(json)) {
      Beforehand.requireWritable(Path.of(json));
    }
    PrintStream tables = STDOUT.equals(json) ? System.err : out;
    try (StopHook signal = new StopHook()) {
      Report report = new ClipAccuracy(models.name(), scenes, tables).run(signal.latch());
      if (STDOUT.equals(json)) {
        out.println(report.json());
      } else if (json != null) {
        report.write(Path.of(json));
      }
      return report.good() ? 0 : 1;
    }
  }

  private int ofVerdicts() throws IOException {
    if (config == null) {
      throw new ParameterException(spec.commandLine(), "--verdicts needs --config=FILE");
    }
    SightlineConfig loaded = ConfigLoader.load(config);
    String topic = loaded.topics().verdicts().name();
    VerdictReader reader = new VerdictReader(at(loaded.kafka()), topic, System.err);
    VerdictReport report = new VerdictReport(VerdictScore.of(reader.read()));
    if (STDOUT.equals(json)) {
      out.println(report.json());
      return 0;
    }
    report.print(out);
    if (json != null) {
      Report.write(Path.of(json), report.json());
    }
    return 0;
  }

  private KafkaConfig at(KafkaConfig c) {
    return kafka == null
        ? c
        : new KafkaConfig(
            kafka,
            c.topicPrefix(),
            c.framesPrefix(),
            c.partitions(),
            c.replication(),
            c.properties());
  }
}
