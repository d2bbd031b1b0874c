package io.sightline.ingest;

import io.sightline.contract.wire.CameraStatus;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Frame;
import io.sightline.contract.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends frames and camera states to Kafka, for all cameras: 64 MB may wait for the broker, then new
 * frames are turned away. Thread-safe.
 */
final class FramePublisher implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FramePublisher.class);
  private static final long WAITING_BYTES = 64L << 20;
  private static final Duration READY_LIMIT = Duration.ofSeconds(30);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(30);

  /** How long a live camera's thread may be held up when Kafka takes nothing more. */
  private static final int MAX_BLOCK_MS = 100;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String frames;
  private final String cameras;
  private final AtomicBoolean failing = new AtomicBoolean();

  /** The newest state of each camera, those that Kafka has, and whether it lacks one. */
  private final Map<String, CameraStatus> reported = new ConcurrentHashMap<>();

  private final Map<String, CameraStatus> told = new ConcurrentHashMap<>();
  private final AtomicBoolean behind = new AtomicBoolean();

  /**
   * @param settings of a producer that loses and doubles nothing
   */
  FramePublisher(Map<String, Object> settings, Topics topics) {
    Map<String, Object> own = new HashMap<>(settings);
    own.put(ProducerConfig.BUFFER_MEMORY_CONFIG, WAITING_BYTES);
    own.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    // The topic of states is seldom written to, and asking for it anew would take too long.
    own.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Duration.ofDays(1).toMillis());
    frames = topics.frames().name();
    cameras = topics.cameras().name();
    producer = new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
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
          if (System.nanoTime() > deadline) {
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
    byte[] value = Codecs.FRAME.encode(frame);
    while (true) {
      Exception refusal =
          send(
              frames,
              frame.cameraId(),
              value,
              error -> (error == null ? metrics.published : metrics.failed).increment());
      if (refusal == null) {
        return true;
      }
      if (!(patient && refusal instanceof TimeoutException) || stopped.getAsBoolean()) {
        metrics.failed.increment();
        warn(frame.cameraId(), refusal);
        return false;
      }
    }
  }

  /**
   * What Kafka does not take is sent again when it takes something else, or is reported again; what
   * it has is not.
   */
  void report(CameraStatus status) {
    reported.put(status.cameraId(), status);
    tell(status);
  }

  private void tell(CameraStatus status) {
    String camera = status.cameraId();
    if (told.get(camera) == status) {
      return;
    }
    Exception refusal =
        send(cameras, camera, Codecs.CAMERA_STATUS.encode(status), error -> told(status, error));
    if (refusal != null) {
      behind.set(true);
      LOG.warn("camera {}: state {} not sent yet: {}", camera, status.state(), refusal.toString());
    }
  }

  private void told(CameraStatus status, Exception error) {
    if (error == null) {
      told.put(status.cameraId(), status);
    } else {
      behind.set(true);
    }
  }

  /**
   * Returns why the producer did not accept the record; null when it did.
   *
   * @param answer called with what became of a record that it did accept: null, or why it failed
   */
  private Exception send(String topic, String camera, byte[] value, Consumer<Exception> answer) {
    byte[] key = camera.getBytes(StandardCharsets.UTF_8);
    Thread sender = Thread.currentThread();
    Exception[] refusal = new Exception[1];
    boolean[] handedOver = new boolean[1];
    try {
      producer.send(
          new ProducerRecord<>(topic, key, value),
          (metadata, error) -> {
            // The producer's own thread sends states again, and may bring their answers later.
            if (error != null && Thread.currentThread() == sender && !handedOver[0]) {
              // Turned away before it was queued: only then does it call back while it is called.
              refusal[0] = error;
            } else {
              answer.accept(error);
              answered(camera, error);
            }
          });
      handedOver[0] = true;
    } catch (IllegalStateException e) {
      return e; // Closed: this camera was left behind when it did not stop.
    }
    return refusal[0];
  }

  private void answered(String camera, Exception error) {
    if (error != null) {
      warn(camera, error);
    } else if (failing.compareAndSet(true, false)) {
      LOG.info("Kafka takes frames again");
    }
    if (error == null && behind.compareAndSet(true, false)) {
      reported.values().forEach(this::tell);
    }
  }

  /** Once for each outage; the rest is counted. */
  private void warn(String camera, Exception error) {
    if (failing.compareAndSet(false, true)) {
      LOG.warn("camera {}: Kafka does not take frames: {}", camera, error.toString());
    }
  }

  /** Waits for what was handed over, and lets go. */
  @Override
  public void close() {
    producer.close(CLOSE_LIMIT);
  }
}
