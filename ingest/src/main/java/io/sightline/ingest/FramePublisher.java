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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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
      Exception refusal = send(frames, frame.cameraId(), value, metrics);
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

  void report(CameraStatus status) {
    Exception refusal = send(cameras, status.cameraId(), Codecs.CAMERA_STATUS.encode(status), null);
    if (refusal != null) {
      LOG.warn("camera {}: state {} not sent: {}", status.cameraId(), status.state(), refusal);
    }
  }

  /** Returns why the producer did not accept the record; null when it did. */
  private Exception send(String topic, String camera, byte[] value, CameraMetrics metrics) {
    byte[] key = camera.getBytes(StandardCharsets.UTF_8);
    Thread sender = Thread.currentThread();
    Exception[] refusal = new Exception[1];
    producer.send(
        new ProducerRecord<>(topic, key, value),
        (metadata, error) -> {
          if (error != null && Thread.currentThread() == sender) {
            // Turned away before it was queued: only then does the producer call back from here.
            refusal[0] = error;
          } else {
            answered(camera, error, metrics);
          }
        });
    return refusal[0];
  }

  private void answered(String camera, Exception error, CameraMetrics metrics) {
    if (error != null) {
      warn(camera, error);
    } else if (failing.compareAndSet(true, false)) {
      LOG.info("Kafka takes frames again");
    }
    if (metrics != null) {
      (error == null ? metrics.published : metrics.failed).increment();
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
