package io.sightline.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What is counted of one camera; each meter has the tag {@code camera}. Once the camera has stopped
 * and the producer is flushed:
 *
 * <pre>frames.read = frames.sampled.out + frames.gated + frames.published + frames.failed</pre>
 *
 * <ul>
 *   <li>{@code sightline.frames.read}: pictures that came from the source, damaged ones included
 *   <li>{@code sightline.frames.sampled.out}: more than {@code fps} asks for
 *   <li>{@code sightline.frames.gated}: nothing moved
 *   <li>{@code sightline.frames.published}: acknowledged by Kafka
 *   <li>{@code sightline.frames.failed}: by {@code reason}, {@code unusable} (damaged, too large)
 *       or {@code kafka} (not taken by it)
 *   <li>{@code sightline.camera.reconnects}: attempts to open the source after the first
 *   <li>{@code sightline.camera.up}: 1 while pictures come
 *   <li>{@code sightline.camera.fps}: pictures read a second, over some seconds
 *   <li>{@code sightline.camera.delay}: of a live picture's arrival after its capture, in seconds;
 *       NaN while no pictures come, as nobody knows it then
 * </ul>
 *
 * Counting is thread-safe; {@link #read} is for the camera's thread.
 */
final class CameraMetrics {
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(2);
  private static final long SILENT = TimeUnit.SECONDS.toNanos(6);

  private final Counter read;
  final Counter sampledOut;
  final Counter gated;
  final Counter published;
  final Counter unusable;
  final Counter refused;
  final Counter reconnects;
  private volatile boolean up;
  private volatile double fps;
  private volatile double delay = Double.NaN;
  private volatile long windowStart = System.nanoTime();
  private long inWindow;

  CameraMetrics(MeterRegistry registry, String camera) {
    read = counter(registry, "sightline.frames.read", camera);
    sampledOut = counter(registry, "sightline.frames.sampled.out", camera);
    gated = counter(registry, "sightline.frames.gated", camera);
    published = counter(registry, "sightline.frames.published", camera);
    unusable = failed(registry, "unusable", camera);
    refused = failed(registry, "kafka", camera);
    reconnects = counter(registry, "sightline.camera.reconnects", camera);
    Gauge.builder("sightline.camera.up", this, m -> m.up ? 1 : 0)
        .tag("camera", camera)
        .register(registry);
    Gauge.builder("sightline.camera.delay", this, m -> m.delay)
        .baseUnit("seconds")
        .tag("camera", camera)
        .register(registry);
    Gauge.builder("sightline.camera.fps", this, CameraMetrics::fps)
        .tag("camera", camera)
        .register(registry);
  }

  private static Counter failed(MeterRegistry registry, String reason, String camera) {
    return Counter.builder("sightline.frames.failed")
        .tag("camera", camera)
        .tag("reason", reason)
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String camera) {
    return Counter.builder(name).tag("camera", camera).register(registry);
  }

  void read() {
    read.increment();
    inWindow++;
    long now = System.nanoTime();
    long elapsed = now - windowStart;
    if (elapsed >= WINDOW) {
      fps = inWindow * 1e9 / elapsed;
      inWindow = 0;
      windowStart = now;
    }
  }

  void up(boolean up) {
    this.up = up;
    if (!up) {
      delay = Double.NaN;
    }
  }

  boolean up() {
    return up;
  }

  void delay(Duration delay) {
    this.delay = delay.toNanos() / 1e9;
  }

  private double fps() {
    return System.nanoTime() - windowStart > SILENT ? 0 : fps;
  }
}
