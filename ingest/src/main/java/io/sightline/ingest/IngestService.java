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
import java.time.Duration;
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
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration ADMIN_CLOSE_LIMIT = Duration.ofSeconds(1);

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
    Admin admin = Admin.create(kafka.common());
    try {
      TopicAdmin.ensure(
          admin,
          List.of(topics.frames(), topics.cameras()),
          config.kafka().replication().shortValue());
    } finally {
      // Without a limit it waits for the answers of a broker that is away, even when interrupted.
      admin.close(ADMIN_CLOSE_LIMIT);
    }
    FramePublisher ready = new FramePublisher(kafka.producer(), topics);
    synchronized (this) {
      if (closed) {
        ready.close();
        return;
      }
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

  /**
   * Up while a restart would mend nothing: a camera that is lost is no reason to restart the
   * others, and Kafka does not come back by it, but frames that wait would be lost. Down when the
   * producer cannot go on.
   */
  @Override
  public synchronized Health health() {
    if (!started || closed) {
      return Health.down(closed ? "stopped" : "not started");
    }
    String broken = publisher.broken();
    if (!broken.isEmpty()) {
      return Health.down("the producer of frames cannot go on: " + broken);
    }
    if (loops.isEmpty()) {
      return new Health(true, "no cameras");
    }
    return new Health(true, loops.stream().map(this::describe).collect(Collectors.joining("; ")));
  }

  private String describe(CameraLoop loop) {
    CameraStatus status = loop.status();
    String line = loop.id() + " " + status.state();
    if (status.state() == CameraStatus.State.LOST) {
      return line + (loop.givenUp() ? ", given up" : "") + " (" + status.detail() + ")";
    }
    String trouble = publisher.trouble(loop.id());
    return line + (trouble.isEmpty() ? "" : " (" + trouble + ")");
  }

  @Override
  public PrometheusMeterRegistry metrics() {
    return registry;
  }

  /**
   * True when no camera will send anything more: every file was played to its end, or failed. A
   * live camera never is, nor is a file that is played again and again; nor a service without
   * cameras, beside which people are enrolled before there are any.
   */
  public synchronized boolean finished() {
    return started && !loops.isEmpty() && loops.stream().allMatch(CameraLoop::finished);
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
    FramePublisher begun;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      loops.forEach(CameraLoop::stop);
      running = List.copyOf(threads);
      begun = publisher;
    }
    long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
    for (Thread thread : running) {
      join(thread, deadline);
    }
    if (begun != null) {
      begun.close();
    }
  }

  private static void join(Thread thread, long deadline) {
    try {
      thread.join(Math.max(1, Duration.ofNanos(deadline - System.nanoTime()).toMillis()));
      if (thread.isAlive()) {
        LOG.warn("{} does not stop: left behind", thread.getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
