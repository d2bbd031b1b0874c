package io.sightline.local;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.KafkaConfig;
import io.sightline.contract.config.SightlineConfig;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "accuracy",
    mixinStandardHelpOptions = true,
    description = {
      "Says how often alerts named the right person, by the verdicts that operators gave when they closed them. Reads topic",
      "verdicts of a running installation, and changes nothing."
    })
final class AccuracyCommand implements Callable<Integer> {

  @Option(
      names = "--verdicts",
      required = true,
      description = "score the operators' verdicts (needed: the one thing that is scored so far)")
  private boolean verdicts;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "the installation's configuration (YAML)")
  private Path config;

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "where its Kafka is, if not where the file says; ./sightline up prints it")
  private String kafka;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  private final PrintStream out;

  AccuracyCommand() {
    this(System.out);
  }

  AccuracyCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    SightlineConfig loaded = ConfigLoader.load(config);
    String topic = loaded.topics().verdicts().name();
    VerdictReader reader = new VerdictReader(at(loaded.kafka()), topic, System.err);
    VerdictReport report = new VerdictReport(VerdictScore.of(reader.read()));
    if (json) {
      out.println(report.json());
    } else {
      report.print(out);
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
