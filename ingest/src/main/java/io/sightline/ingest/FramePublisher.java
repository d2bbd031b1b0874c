package io.sightline.ingest;

import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import io.sightline.contract.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Sends frames and camera states to Kafka, for all cameras: 64 MB may wait for the broker, for some
 * seconds, then new frames are turned away. Thread-safe.
 */
final class FramePublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FramePublisher.class);
  private static final Duration READY_LIMIT = Duration.ofSeconds(30);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

  private final Producer<byte[], byte[]> producer;
  private final Supplier<Producer<byte[], byte[]>> another;
  private final String frames;
  private final String cameras;
  private final WaitingRoom room;
  private final StateFeed states;
  private final Refusals refusals = new Refusals(System::nanoTime);
  private final AtomicLong failed = new AtomicLong();

  /** For files that are played fast; null until there is one. */
  private Producer<byte[], byte[]> patient;

  private volatile KafkaException broken;

  /**
   * @param settings of a producer that loses and doubles nothing
   */
  FramePublisher(Map<String, Object> settings, Topics topics) {
    this(ProducerSettings.live(settings), ProducerSettings.file(settings), topics);
  }

  private FramePublisher(Map<String, Object> live, Map<String, Object> file, Topics topics) {
    this(
        producer(live),
        () -> producer(file),
        Double.parseDouble(String.valueOf(live.get(ProducerConfig.BUFFER_MEMORY_CONFIG))),
        topics);
  }

  /**
   * @param producer of what comes at its own pace, and of states
   * @param another for frames that wait until Kafka takes them
   * @param bytes of the first one's buffer
   */
  FramePublisher(
      Producer<byte[], byte[]> producer,
      Supplier<Producer<byte[], byte[]>> another,
      double bytes,
      Topics topics) {
    this.producer = producer;
    this.another = another;
    frames = topics.frames().name();
    cameras = topics.cameras().name();
    room = new WaitingRoom(bytes, free(producer), System::nanoTime);
    states = new StateFeed(this::send, this::tellNews);
  }

  private static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** What the producer says itself: a batch takes more of its buffer than the frames in it. */
  static DoubleSupplier free(Producer<byte[], byte[]> producer) {
    for (Metric metric : producer.metrics().values()) {
      if (metric.metricName().name().equals("buffer-available-bytes")) {
        return () -> ((Number) metric.metricValue()).doubleValue();
      }
    }
    return () -> Double.MAX_VALUE;
  }

  /** Waits until both topics are known, so that the first frame need not. */
  void awaitReady() {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    for (String topic : List.of(frames, cameras)) {
      while (true) {
        try {
          producer.partitionsFor(topic);
          break;
        } catch (TimeoutException e) {
          if (System.nanoTime() - deadline > 0) {
            throw e;
          }
        }
      }
    }
  }

  /**
   * Hands a frame over and counts what becomes of it.
   *
   * @param patient wait for as long as Kafka takes nothing more, until {@code stopped}
   * @return false when it was turned away
   */
  boolean publish(Frame frame, boolean patient, BooleanSupplier stopped, CameraMetrics metrics) {
    String camera = frame.cameraId();
    byte[] value = Codecs.FRAME.encode(frame);
    Exception refusal;
    if (patient) {
      Producer<byte[], byte[]> waits = patient();
      do {
        refusal = send(waits, frames, camera, value, error -> answered(camera, error, metrics));
      } while (refusal instanceof TimeoutException && !stopped.getAsBoolean());
    } else {
      refusal = offer(camera, value, metrics);
    }
    if (refusal != null) {
      answered(camera, refusal, metrics);
    }
    return refusal == null;
  }

  private synchronized Producer<byte[], byte[]> patient() {
    if (patient == null) {
      patient = another.get();
    }
    return patient;
  }

  private Exception offer(String camera, byte[] value, CameraMetrics metrics) {
    if (!room.admits(camera, value.length)) {
      return new TimeoutException("too much waits for the broker already");
    }
    room.came(camera, value.length);
    Exception refusal =
        send(
            producer,
            frames,
            camera,
            value,
            error -> {
              room.left(camera, value.length);
              if (error == null) {
                room.room();
              }
              answered(camera, error, metrics);
            });
    if (refusal == null) {
      room.room();
    } else {
      room.left(camera, value.length);
      if (refusal instanceof TimeoutException) {
        room.full();
      }
    }
    return refusal;
  }

  private void answered(String camera, Exception error, CameraMetrics metrics) {
    if (error == null) {
      metrics.published.increment();
      refusals.taken(camera);
    } else {
      failed.incrementAndGet();
      metrics.refused.increment();
      refusals.failed(camera, error);
    }
  }

  /** Returns at once. What Kafka does not take is sent again until it does. */
  void report(CameraStatus status) {
    states.report(status);
  }

  private void tellNews() {
    for (Refusals.News news : refusals.news()) {
      LOG.atLevel(news.bad() ? Level.WARN : Level.INFO).log(news.line());
    }
  }

  private Exception send(CameraStatus status, Consumer<Exception> answer) {
    return send(producer, cameras, status.cameraId(), Codecs.CAMERA_STATUS.encode(status), answer);
  }

  /** Why Kafka does not have this camera's frames; empty when it has. */
  String trouble(String camera) {
    return refusals.of(camera);
  }

  /** Why no frame can be sent any more, until the service is started anew; empty when they can. */
  String broken() {
    KafkaException why = broken;
    return why == null ? "" : why.toString();
  }

  /**
   * Returns why the producer did not accept the record; null when it did.
   *
   * @param answer called with what became of a record that it did accept: null, or why it failed
   */
  private Exception send(
      Producer<byte[], byte[]> producer,
      String topic,
      String camera,
      byte[] value,
      Consumer<Exception> answer) {
    byte[] key = camera.getBytes(StandardCharsets.UTF_8);
    Thread sender = Thread.currentThread();
    Exception[] refusal = new Exception[1];
    boolean[] handedOver = new boolean[1];
    try {
      producer.send(
          new ProducerRecord<>(topic, key, value),
          (metadata, error) -> {
            if (error != null && Thread.currentThread() == sender && !handedOver[0]) {
              // Turned away before it was queued: only then does it call back while it is called.
              refusal[0] = error;
            } else {
              answer.accept(error);
            }
          });
      handedOver[0] = true;
      if (refusal[0] == null) {
        broken = null;
      }
    } catch (InterruptException | IllegalStateException e) {
      return e; // Closed: this camera was left behind when it did not stop.
    } catch (KafkaException e) {
      // What concerns one record comes as an answer: this one sends nothing more.
      broken = e;
      return e;
    }
    return refusal[0];
  }

  /** Waits for what was handed over, and lets go. */
  @Override
  public void close() {
    states.close();
    tellNews();
    long before = failed.get();
    long deadline = System.nanoTime() + CLOSE_LIMIT.toNanos();
    producer.close(CLOSE_LIMIT);
    synchronized (this) {
      if (patient != null) {
        patient.close(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
      }
    }
    long lost = failed.get() - before;
    if (lost > 0) {
      LOG.warn("{} frames that waited for Kafka are lost: it did not take them in time", lost);
    }
    Collection<String> untold = states.untold();
    if (!untold.isEmpty()) {
      LOG.warn("Kafka does not have the last state of cameras {}", untold);
    }
  }
}
