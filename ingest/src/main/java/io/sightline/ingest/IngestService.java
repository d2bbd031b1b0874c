package io.sightline.ingest;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sightline.contract.config.CameraConfig;
import io.sightline.contract.config.SightlineConfig;
import io.sightline.contract.service.Health;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.service.Service;
import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.TopicAdmin;
import io.sightline.contract.wire.Topics;
import io.sightline.ingest.source.SourceLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the cameras to the topics {@code frames} and {@code cameras}: one thread a camera, one
 * producer for all. {@link CameraMetrics} describes what is counted. Thread-safe.
 */
public final class IngestService implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);
  private static final long STOP_LIMIT_MS = 10_000;

  private final SightlineConfig config;
  private final SourceLimits limits;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final List<CameraLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private FramePublisher publisher;
  private boolean started;
  private boolean closed;

  /** Does nothing yet but note what to do. */
  public IngestService(SightlineConfig config) {
    this(config, SourceLimits.DEFAULT);
  }

  IngestService(SightlineConfig config, SourceLimits limits) {
    this.config = config;
    this.limits = limits;
  }

  @Override
  public String name() {
    return "ingest";
  }

  /**
   * Returns when the cameras' threads run; whether a camera can be reached shows later, in its
   * state.
   *
   * @throws org.apache.kafka.common.KafkaException when Kafka cannot be used
   */
  @Override
  public void start() throws InterruptedException {
    KafkaSettings kafka = new KafkaSettings(config.kafka());
    Topics topics = config.topics();
    try (Admin admin = Admin.create(kafka.common())) {
      TopicAdmin.ensure(
          admin,
          List.of(topics.frames(), topics.cameras()),
          config.kafka().replication().shortValue());
    }
    FramePublisher ready = new FramePublisher(kafka.producer(), topics);
    synchronized (this) {
      publisher = ready;
    }
    ready.awaitReady();
    startCameras(ready);
  }

  private synchronized void startCameras(FramePublisher ready) {
    if (closed) {
      return;
    }
    if (config.cameras().isEmpty()) {
      LOG.warn("no cameras are configured: there is nothing to take in");
    }
    String run = Long.toString(System.currentTimeMillis(), 36);
    for (Map.Entry<String, CameraConfig> camera : config.cameras().entrySet()) {
      String id = camera.getKey();
      CameraLoop loop =
          new CameraLoop(
              id,
              camera.getValue().over(config.capture()),
              run,
              ready,
              new CameraMetrics(registry, id),
              limits);
      // One that hangs in a driver must not keep the process.
      Thread thread = new Thread(loop, "camera-" + id);
      thread.setDaemon(true);
      loops.add(loop);
      threads.add(thread);
      thread.start();
    }
    started = true;
  }

  /** Up while it runs: a camera that is lost is no reason to restart the others. */
  @Override
  public synchronized Health health() {
    if (!started || closed) {
      return Health.down(closed ? "stopped" : "not started");
    }
    return new Health(
        true,
        loops.stream()
            .map(CameraLoop::status)
            .map(IngestService::describe)
            .collect(Collectors.joining("; ")));
  }

  private static String describe(CameraStatus status) {
    return status.cameraId()
        + " "
        + status.state()
        + (status.state() == CameraStatus.State.LOST ? " (" + status.detail() + ")" : "");
  }

  @Override
  public PrometheusMeterRegistry metrics() {
    return registry;
  }

  /**
   * True when no camera will send anything more: every file was played to its end, or failed. A
   * live camera never is, nor is a file that is played again and again.
   */
  public synchronized boolean finished() {
    return started && loops.stream().allMatch(CameraLoop::finished);
  }

  /**
   * What is wrong with whose source, by camera, also after the end. Cameras without a problem are
   * not in it.
   */
  public synchronized Map<String, String> problems() {
    return loops.stream()
        .filter(loop -> !loop.problem().isEmpty())
        .collect(Collectors.toMap(CameraLoop::id, CameraLoop::problem));
  }

  /** Stops the cameras, and waits until Kafka has all that was taken. */
  @Override
  public void close() {
    List<Thread> running;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      loops.forEach(CameraLoop::stop);
      running = List.copyOf(threads);
    }
    long deadline = System.currentTimeMillis() + STOP_LIMIT_MS;
    for (Thread thread : running) {
      join(thread, deadline);
    }
    if (publisher != null) {
      publisher.close();
    }
  }

  private static void join(Thread thread, long deadline) {
    try {
      thread.join(Math.max(1, deadline - System.currentTimeMillis()));
      if (thread.isAlive()) {
        LOG.warn("{} does not stop: left behind", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
