package io.sightline.indexer;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.wire.AlertEvidence;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.LookBackRequest;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Watchlist;
import io.sightline.indexer.topic.ConfirmedSender;
import io.sightline.indexer.topic.InTurn;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Topic {@code look-backs}: searches the archive and writes what it finds to topic {@code
 * alert-evidence}. Searching again finds the same, and raises nothing twice.
 */
record LookBackWork(
    Archive archive,
    Identities identities,
    Watchlists watchlists,
    ConfirmedSender evidence,
    Clock clock)
    implements InTurn.Step {
  private static final Logger LOG = LoggerFactory.getLogger(LookBackWork.class);

  /** Within this time what was asked for is on its list, and known here, too. */
  private static final Duration KNOWN = Duration.ofSeconds(60);

  /** What is on its list this soon has caused nobody to wait: requests come first. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final Duration POLL = Duration.ofMillis(20);

  /** Any other answer of Elasticsearch's may be another one later. */
  private static final int BAD_REQUEST = 400;

  @Override
  public Optional<String> apply(ConsumerRecord<byte[], byte[]> record)
      throws MalformedRecordException, InterruptedException {
    LookBackRequest request = Codecs.LOOK_BACK_REQUEST.decode(record.value());
    if (identities.isGone(request.identityId())) {
      // Who is asked for was enrolled before: what is not there now is not still to come.
      LOG.info("{}: nobody is looked for, the identity was deleted", request.identityId());
      return Optional.empty();
    }
    Instant known = Instant.ofEpochMilli(record.timestamp()).plus(KNOWN);
    Instant soon = clock.instant().plus(SOON);
    Optional<Watchlist> list = listOf(request);
    while (list.isEmpty() && clock.instant().isBefore(soon) && clock.instant().isBefore(known)) {
      Thread.sleep(POLL.toMillis());
      list = listOf(request);
    }
    Optional<Enrollment> identity = identities.byId(request.identityId());
    if (list.isPresent() && identity.isPresent()) {
      return search(list.get(), identity.get());
    }
    return clock.instant().isBefore(known)
        ? Optional.of(request.identityId() + " is not known on " + request.watchlistId() + " yet")
        : Optional.empty();
  }

  /** The list, if whom to look for is on it. */
  private Optional<Watchlist> listOf(LookBackRequest request) {
    return watchlists
        .byId(request.watchlistId())
        .filter(l -> l.members().contains(request.identityId()));
  }

  private boolean isStillOn(String list, String identity) {
    return identities.byId(identity).isPresent()
        && watchlists.byId(list).filter(l -> l.members().contains(identity)).isPresent();
  }

  private Optional<String> search(Watchlist list, Enrollment identity) {
    if (list.kind() != Watchlist.Kind.MEMBERS) {
      return Optional.empty();
    }
    try {
      List<Archive.Found> found = archive.search(list, identity, identities.all());
      for (Archive.Found one : found) {
        // Searching takes its time: who was deleted since is told of no more.
        if (!isStillOn(list.id(), identity.identityId())) {
          LOG.info("{} on {}: left while it was looked for", identity.identityId(), list.id());
          return Optional.empty();
        }
        AlertEvidence.LookBack why = new AlertEvidence.LookBack(list.id(), one.match());
        AlertEvidence record = new AlertEvidence(one.sighting(), Optional.of(why));
        evidence.send(one.sighting().id(), Codecs.ALERT_EVIDENCE.encode(record));
      }
      LOG.info(
          "{} on {}: looked back, {} sightings", identity.identityId(), list.id(), found.size());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(identity.identityId() + " on " + list.id() + ": " + e.getMessage());
    } catch (ElasticsearchException e) {
      if (e.status() == BAD_REQUEST) {
        throw e;
      }
      return Optional.of(identity.identityId() + " on " + list.id() + ": " + e.getMessage());
    } catch (ModelException e) {
      LOG.warn("{} on {}: cannot look back: {}", identity.identityId(), list.id(), e.getMessage());
      return Optional.empty();
    }
  }
}
