package io.sightline.local;

import io.sightline.contract.config.Secret;
import io.sightline.contract.service.KafkaSettings;
import io.sightline.testkit.EngineException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * One run of a street from its first frame to its summary: told to stop, it lets everything under
 * way arrive.
 */
final class Run {
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(3);

  private final Street street;
  private final PrintStream out;

  Run(Street street, PrintStream out) {
    this.street = street;
    this.out = out;
  }

  /**
   * @param stop counted down when the run is to end early
   * @param limit how long the cameras run; null for ever
   */
  Report go(Map<String, Path> enrol, CountDownLatch stop, Duration limit)
      throws IOException, InterruptedException {
    String key = street.config().api().keys().stream().findFirst().map(Secret::value).orElse("");
    new Enroller(street.apiUrl(), key).enrol(enrol);
    out.println("API: " + street.apiUrl() + "/api/v1/openapi.json");
    out.println("Kafka: " + street.config().kafka().bootstrapServers());
    try (SightingTable table = new SightingTable(street.config(), out)) {
      table.start();
      street.startCameras();
      watch(stop, limit);
      drain(table);
      street.indexer().refresh();
      return Report.of(street, table.sightings().values(), alerts());
    } catch (EngineException e) {
      // Services take their time to let go of an engine that is gone: this is not to wait for it.
      out.println("stopping: " + e.getMessage());
      throw e;
    }
  }

  private void watch(CountDownLatch stop, Duration limit) throws InterruptedException {
    long end = limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < end && !street.ingest().finished()) {
      if (stop.await(200, TimeUnit.MILLISECONDS)) {
        return;
      }
      street.requireEngines();
    }
  }

  private void drain(SightingTable table) throws InterruptedException {
    street.ingest().close();
    long published = Counts.of(street.ingest().metrics(), "sightline.frames.published", null);
    await(
        "recognised",
        () ->
            Counts.of(street.recognizer().metrics(), "sightline.frames.recognised", null)
                    + Counts.of(street.recognizer().metrics(), "sightline.frames.dropped", null)
                >= published);
    // The last frames may still be on their way through the sighting stage: it is done when nobody
    // is open any more,
    // and stays so for longer than it takes to open a sighting.
    Thread.sleep(1500);
    await("closed", table::allClosed);
    await(
        "indexed",
        () ->
            Counts.of(street.indexer().metrics(), "sightline.sightings.indexed", null)
                >= table.versions());
  }

  private void await(String what, BooleanSupplier done) throws InterruptedException {
    long end = System.nanoTime() + DRAIN_LIMIT.toNanos();
    while (!done.getAsBoolean()) {
      street.requireEngines();
      if (System.nanoTime() > end) {
        out.println("gave up waiting until everything is " + what);
        return;
      }
      Thread.sleep(100);
    }
  }

  private long alerts() throws InterruptedException {
    String topic = street.config().topics().alerts().name();
    try (Admin admin = Admin.create(new KafkaSettings(street.config().kafka()).common())) {
      TopicPartition partition = new TopicPartition(topic, 0);
      return admin
          .listOffsets(Map.of(partition, OffsetSpec.latest()))
          .partitionResult(partition)
          .get()
          .offset();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the topic " + topic + " cannot be looked at", e.getCause());
    }
  }
}
