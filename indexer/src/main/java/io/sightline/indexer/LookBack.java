package io.sightline.indexer;

import io.sightline.contract.wire.AlertEvidence;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Watchlist;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Searches the archive for whoever comes on a watchlist, or gets more templates while on one, and
 * writes what it finds to topic {@code alert-evidence}. One search after the other, on a thread of
 * its own; searching again finds the same, and raises nothing twice. Thread-safe.
 */
final class LookBack implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LookBack.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Archive archive;
  private final Identities identities;
  private final Watchlists watchlists;
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(task -> new Thread(task, "look-back"));

  /**
   * @param producer stays the caller's
   * @param topic for evidence
   */
  LookBack(
      Archive archive,
      Identities identities,
      Watchlists watchlists,
      Producer<byte[], byte[]> producer,
      String topic) {
    this.archive = archive;
    this.identities = identities;
    this.watchlists = watchlists;
    this.producer = producer;
    this.topic = topic;
  }

  /** For every list that this identity is on. */
  void identity(String identityId) {
    watchlists.all().stream()
        .filter(list -> list.members().contains(identityId))
        .forEach(list -> member(list.id(), identityId));
  }

  /** For one list. */
  void member(String watchlistId, String identityId) {
    thread.execute(() -> run(watchlistId, identityId));
  }

  private void run(String watchlistId, String identityId) {
    try {
      while (!search(watchlistId, identityId)) {
        Thread.sleep(PAUSE.toMillis());
      }
    } catch (InterruptedException e) {
      LOG.warn("{} on {}: stopped while looking back", identityId, watchlistId);
    } catch (RuntimeException e) {
      LOG.warn("{} on {}: cannot look back: {}", identityId, watchlistId, e.getMessage());
    }
  }

  /** Returns whether it is done with; false when it is worth another try. */
  private boolean search(String watchlistId, String identityId) throws InterruptedException {
    Optional<Watchlist> list =
        watchlists
            .byId(watchlistId)
            .filter(l -> l.kind() == Watchlist.Kind.MEMBERS)
            .filter(l -> l.members().contains(identityId));
    Optional<Enrollment> identity = identities.byId(identityId);
    if (list.isEmpty() || identity.isEmpty()) {
      return true;
    }
    try {
      List<Archive.Found> found = archive.search(list.get(), identity.get(), identities.all());
      for (Archive.Found one : found) {
        send(watchlistId, one.sighting(), one.match());
      }
      LOG.info("{} on {}: looked back, {} sightings", identityId, watchlistId, found.size());
      return true;
    } catch (IOException | KafkaException e) {
      LOG.warn("{} on {}: looking back waits: {}", identityId, watchlistId, e.getMessage());
      return false;
    }
  }

  private void send(String watchlistId, Sighting sighting, Match match)
      throws InterruptedException {
    AlertEvidence evidence =
        new AlertEvidence(sighting, Optional.of(new AlertEvidence.LookBack(watchlistId, match)));
    byte[] key = sighting.id().getBytes(StandardCharsets.UTF_8);
    try {
      producer.send(new ProducerRecord<>(topic, key, Codecs.ALERT_EVIDENCE.encode(evidence))).get();
    } catch (ExecutionException e) {
      throw new KafkaException("evidence was not taken: " + e.getCause(), e.getCause());
    }
  }

  /** What was not begun is not done. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
