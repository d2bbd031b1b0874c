package io.sightline.local;

import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.local.replay.Replay;
import io.sightline.local.replay.ReplayLeftovers;
import io.sightline.local.replay.ReplayReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Recognises a stretch of the frames that Kafka still holds once more, with the present configuration, gallery and",
      "models or with a new model, into topics and indices of its own, and reports which sightings would appear, vanish",
      "or bear another name. Nothing of the live installation is written to."
    })
final class ReplayCommand implements Callable<Integer> {

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "the installation's configuration (YAML)")
  private Path config;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "such as 2026-11-24T13:00 on this machine's clock, or 2026-11-24T13:00:00Z")
  private Instant from;

  @Option(names = "--to", paramLabel = "TIME", description = "the same")
  private Instant to;

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "a recogniser, a detector or both to try; what it lacks is taken from recognition.models")
  private Path model;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "what ./sightline up keeps, which must not be running (default: ${DEFAULT-VALUE})")
  private Path data;

  @Option(
      names = "--running",
      description = "use the Kafka and Elasticsearch that the configuration names instead")
  private boolean running;

  @Option(
      names = "--keep",
      description =
          "keep the topics and indices of the replay, for a closer look, until --clean; faces are in them")
  private boolean keep;

  @Option(
      names = "--clean",
      description =
          "replay nothing, but remove what replays have left: those that were told to --keep it, and those that were killed;"
              + " with --running only what is older than an hour and not at work")
  private boolean clean;

  @Option(names = "--report", paramLabel = "FILE.json", description = "write the report there, too")
  private Path report;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    SightlineConfig loaded = ConfigLoader.load(config);
    if (!clean) {
      check(loaded);
    }
    try (StopHook signal = new StopHook()) {
      if (running) {
        return clean ? clean(loaded) : replay(loaded, signal);
      }
      if (!Files.isDirectory(data)) {
        throw new UserException(
            "there are no data of ./sightline up at "
                + data
                + ": name their folder with --data, or use --running");
      }
      try (LocalEngines engines = LocalEngines.kept(data, signal.latch())) {
        SightlineConfig live = engines.in(loaded);
        if (clean) {
          return clean(live);
        }
        OldReplays.remove(live, System.out);
        return replay(live, signal);
      }
    }
  }

  /** What is wrong is to be said before engines are started. */
  private void check(SightlineConfig loaded) throws IOException {
    if (from == null || to == null) {
      throw new ParameterException(
          spec.commandLine(), "replay needs --from=TIME and --to=TIME, or --clean");
    }
    if (!from.isBefore(to)) {
      throw new ParameterException(
          spec.commandLine(), "--from must be before --to: " + from + " is not before " + to);
    }
    if (model == null) {
      Beforehand.requireModels(loaded);
    } else {
      Replay.requireModels(model, loaded.recognition());
    }
    Beforehand.requireWritable(report);
  }

  private int clean(SightlineConfig live) throws IOException, InterruptedException {
    ReplayLeftovers leftovers = new ReplayLeftovers(live);
    List<String> removed = running ? leftovers.removeIdle() : leftovers.remove(true);
    removed.forEach(prefix -> System.out.println("removed " + prefix + "*"));
    if (removed.isEmpty()) {
      System.out.println("there is nothing of replays to remove");
    }
    return 0;
  }

  private int replay(SightlineConfig live, StopHook signal) throws Exception {
    Runnable stopCheck =
        () -> {
          if (signal.latch().getCount() == 0) {
            throw new UserException("the replay was stopped; nothing was compared");
          }
        };
    Replay replay = new Replay(live, from, to, System.out, stopCheck);
    ReplayReport result = replay.run(model, keep);
    try {
      result.print(System.out);
      if (report != null) {
        result.write(report);
      }
    } finally {
      if (!keep) {
        replay.remove(result);
      }
    }
    return 0;
  }
}
