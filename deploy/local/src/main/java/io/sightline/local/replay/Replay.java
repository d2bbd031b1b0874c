package io.sightline.local.replay;

import io.sightline.contract.config.RecognitionConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.Health;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.TemporaryFolder;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.indexer.IndexerService;
import io.sightline.recognizer.RecognizerService;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Recognises a stretch of the frames that Kafka still holds once more, with the same services and
 * beside the live installation, and compares what comes of it with what came of it then. Of the
 * live installation it reads the topics {@code frames}, {@code enrollments} and {@code sightings};
 * everything it writes bears a prefix of its own.
 */
public final class Replay {
  /**
   * How long the sighting stage may need, beside the absence, to find that nobody comes any more.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** The marks that end the last transaction are written after the transaction is told of. */
  private static final Duration MARKS = Duration.ofSeconds(1);

  private final SightlineConfig live;
  private final Instant from;
  private final Instant to;
  private final PrintStream out;
  private final Runnable stopCheck;

  /**
   * @param stopCheck throws when the user wants to stop
   */
  public Replay(
      SightlineConfig live, Instant from, Instant to, PrintStream out, Runnable stopCheck) {
    this.live = live;
    this.from = from;
    this.to = to;
    this.out = out;
    this.stopCheck = stopCheck;
  }

  /**
   * @param model folder with a recogniser, a detector or both to be tried; null for the live ones
   * @param keep whether what it writes is to stay, and to be named so that it does
   * @throws ReplayException when there is nothing to replay
   */
  public ReplayReport run(Path model, boolean keep) throws IOException, InterruptedException {
    if (!from.isBefore(to)) {
      throw new ReplayException("there is no time from " + from + " to " + to);
    }
    if (model == null) {
      return runWith(null, keep);
    }
    try (ReplayModels models = new ReplayModels(model, live.recognition())) {
      return runWith(models.folder(), keep);
    }
  }

  /**
   * To know it before engines are started.
   *
   * @param model as {@link #run} takes it
   */
  public static void requireModels(Path model, RecognitionConfig live) throws IOException {
    new ReplayModels(model, live).close();
  }

  /** Removes the topics and indices of a replay. */
  public void remove(ReplayReport report) throws IOException, InterruptedException {
    new ReplayRemoval(live).remove(report.prefix());
  }

  private ReplayReport runWith(Path models, boolean keep) throws IOException, InterruptedException {
    String prefix = ReplayPrefix.now(keep).text();
    try (TemporaryFolder state = new TemporaryFolder("sightline-replay-state")) {
      return runAs(prefix, ReplayConfig.of(live, prefix, models, state.path()));
    } catch (IOException | InterruptedException | RuntimeException e) {
      removeAfter(e, prefix);
      throw e;
    }
  }

  /** What a replay that was broken off has written is of no use, and holds faces. */
  private void removeAfter(Exception failure, String prefix) {
    boolean interrupted = Thread.interrupted();
    try {
      new ReplayRemoval(live).remove(prefix);
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure.addSuppressed(e);
      out.println("what is named " + prefix + "* in Kafka and Elasticsearch stays: " + e);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ReplayReport runAs(String prefix, SightlineConfig replay)
      throws IOException, InterruptedException {
    try (Admin admin = Admin.create(new KafkaSettings(live.kafka()).common())) {
      FrameRange frames = FrameRange.of(admin, live.topics().frames().name(), from, to);
      TopicAdmin.ensure(admin, replay.topics().all(), replay.kafka().replication().shortValue());
      int people = new ReplayGallery(live, replay).copy();
      out.printf(
          "replaying %d frames from %s to %s, with %d identities, into %s*%n",
          frames.size(), from, to, people, prefix);
      try (IndexerService indexer = new IndexerService(replay);
          RecognizerService recognizer = new RecognizerService(replay)) {
        GroupWatch groups =
            new GroupWatch(admin, () -> health(recognizer, indexer), stopCheck, out);
        KafkaSettings kafka = new KafkaSettings(replay.kafka());
        groups.begin(kafka.name("recognizer"), frames.starts());
        indexer.start();
        recognizer.start();
        groups.await(kafka.name("recognizer"), frames.ends(), progress(frames.size()));
        Thread.sleep(MARKS.toMillis());
        groups.awaitAll(kafka.name("sightings"), replay.topics().faces());
        awaitClosed(replay);
        groups.awaitAll(kafka.name("indexer"), replay.topics().sightings());
      }
      Instant since = comparable(frames.complete());
      return new ReplayReport(
          prefix,
          frames.size(),
          ReplayComparison.of(
              Seen.between(live, since, since, to),
              Seen.between(replay, Instant.EPOCH, since, to)));
    }
  }

  /** From when on frames and live sightings are there; what is not can have become of nothing. */
  private Instant comparable(Instant complete) {
    Instant kept = Instant.now().minus(live.retention().unknown());
    Instant since = complete.isAfter(kept) ? complete : kept;
    if (since.isAfter(from)) {
      out.printf("compared from %s on: of the time before, Kafka does not hold all%n", since);
      return since;
    }
    return from;
  }

  /** Who is still before a camera when the patience ends stays open, as it was then. */
  private void awaitClosed(SightlineConfig replay) throws InterruptedException {
    long end = System.nanoTime() + replay.sightings().absence().plus(PATIENCE).toNanos();
    while (System.nanoTime() < end
        && !Seen.between(replay, Instant.EPOCH, from, to).stream().allMatch(Seen::closed)) {
      stopCheck.run();
      Thread.sleep(MARKS.toMillis());
    }
  }

  private static Health health(RecognizerService recognizer, IndexerService indexer) {
    return recognizer.health().up() ? indexer.health() : recognizer.health();
  }

  /** A line for each tenth. */
  private LongConsumer progress(long all) {
    long[] told = {0};
    return left -> {
      long tenths = 10 * (all - Math.min(all, left)) / all;
      if (tenths > told[0]) {
        told[0] = tenths;
        out.printf("%d %% of the frames recognised%n", 10 * tenths);
      }
    };
  }
}
