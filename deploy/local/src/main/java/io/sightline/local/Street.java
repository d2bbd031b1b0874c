package io.sightline.local;

import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.AdminServer;
import io.sightline.contract.service.Parts;
import io.sightline.contract.service.Service;
import io.sightline.indexer.IndexerService;
import io.sightline.ingest.IngestService;
import io.sightline.recognizer.RecognizerService;
import io.sightline.recognizer.stream.Progress;
import io.sightline.testkit.EngineOptions;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * The whole flow on this machine: the two engines as child processes, the three services in this
 * one.
 */
final class Street implements AutoCloseable {
  private final Parts parts = new Parts();
  private final LocalEngines engines;
  private final SightlineConfig config;
  private RecognizerService recognizer;
  private IndexerService indexer;
  private IngestService ingest;
  private long waiting;

  private Street(LocalEngines engines, SightlineConfig wanted) {
    this.engines = parts.begin(engines);
    config = engines.in(wanted);
  }

  /**
   * Starts everything but the cameras. Stages start against the flow, so that each finds its
   * follower ready.
   *
   * @param engines closed with the street
   * @param wanted the user's; where the engines are is filled in here
   * @param stop counted down when nothing more is to be started
   * @throws UserException when it was: what an ending JVM refuses to load is no news
   */
  static Street start(SightlineConfig wanted, LocalEngines engines, CountDownLatch stop)
      throws IOException, InterruptedException {
    Street street = new Street(engines, wanted);
    try {
      requireWanted(stop);
      street.indexer =
          street.begin(new IndexerService(street.config), street.config.admin().indexer());
      requireWanted(stop);
      try (GroupLag lag =
          new GroupLag(
              street.config, "recognizer", street.config.topics().frames(), Progress::doneBehind)) {
        street.waiting = lag.now();
      }
      street.recognizer =
          street.begin(new RecognizerService(street.config), street.config.admin().recognizer());
      return street;
    } catch (IOException | InterruptedException | RuntimeException e) {
      street.close();
      throw e;
    }
  }

  /** Everything but the cameras, with engines that keep nothing. */
  static Street temporary(SightlineConfig wanted, CountDownLatch stop)
      throws IOException, InterruptedException {
    return start(
        wanted,
        LocalEngines.start(
            EngineOptions.thrownAway(512).withQuickStart(),
            EngineOptions.thrownAway(768).withQuickStart(),
            stop),
        stop);
  }

  private static void requireWanted(CountDownLatch stop) {
    if (stop.getCount() == 0) {
      throw new UserException("stopped before the cameras started");
    }
  }

  private <T extends Service> T begin(T service, int port)
      throws IOException, InterruptedException {
    parts.begin(service);
    service.start();
    parts.begin(new AdminServer(config.admin().host(), port, service));
    return service;
  }

  void startCameras() throws IOException, InterruptedException {
    ingest = begin(new IngestService(config), config.admin().ingest());
  }

  /**
   * Does nothing while both engines run.
   *
   * @throws io.sightline.testkit.EngineException when one has ended by itself; says why
   */
  void requireEngines() {
    engines.requireAlive();
  }

  /** Frames of an earlier run that were not recognised when this one began. */
  long waiting() {
    return waiting;
  }

  /** With the addresses that are in use. */
  SightlineConfig config() {
    return config;
  }

  IngestService ingest() {
    return ingest;
  }

  RecognizerService recognizer() {
    return recognizer;
  }

  IndexerService indexer() {
    return indexer;
  }

  String apiUrl() {
    return "http://" + config.api().host() + ":" + indexer.apiPort();
  }

  @Override
  public void close() {
    parts.close();
  }
}
