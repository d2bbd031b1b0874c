package io.sightline.recognizer.sighting;

import io.micrometer.core.instrument.MeterRegistry;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.AlertAction;
import io.sightline.contract.wire.AlertEvidence;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.MalformedRecordException;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Topics;
import io.sightline.contract.wire.Verdict;
import io.sightline.contract.wire.Watchlist;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Holds evidence against watchlists, and lets operators act on what comes of it. One task does it
 * all, so nothing here races.
 */
final class AlertProcessor implements Processor<String, byte[], String, byte[]> {
  private static final Duration HOUSEKEEPING = Duration.ofHours(1);
  private static final Duration SLICE = Duration.ofMinutes(1);

  private final Topics topics;
  private final Policies policies;
  private final Duration retention;
  private final MeterRegistry registry;

  /** What lies in the store, decoded: a list can have many members. In the order of ids. */
  private final Map<String, Watchlist> lists = new TreeMap<>();

  private ProcessorContext<String, byte[]> context;
  private AlertStores stores;
  private DeadLetterMaker deadLetters;

  /** Id of the alert to go on from. */
  private String purgedTo = "";

  AlertProcessor(Topics topics, Policies policies, Duration retention, MeterRegistry registry) {
    this.topics = topics;
    this.policies = policies;
    this.retention = retention;
    this.registry = registry;
  }

  @Override
  public void init(ProcessorContext<String, byte[]> context) {
    this.context = context;
    this.stores = AlertStores.of(context);
    this.deadLetters = new DeadLetterMaker(context, "alerts", registry);
    try (KeyValueIterator<String, Watchlist> all = stores.watchlists().all()) {
      all.forEachRemaining(e -> lists.put(e.key, e.value));
    }
    context.schedule(
        HOUSEKEEPING,
        PunctuationType.WALL_CLOCK_TIME,
        now -> stores.purge(Instant.ofEpochMilli(now).minus(retention)));
    context.schedule(
        SLICE,
        PunctuationType.WALL_CLOCK_TIME,
        now -> purgedTo = stores.purgeAlerts(Instant.ofEpochMilli(now).minus(retention), purgedTo));
  }

  @Override
  public void process(Record<String, byte[]> record) {
    String topic = context.recordMetadata().orElseThrow().topic();
    try {
      if (topic.equals(topics.watchlists().name())) {
        watchlist(record);
      } else if (topic.equals(topics.alertActions().name())) {
        act(Codecs.ALERT_ACTION.decode(record.value()), record.timestamp());
      } else {
        weigh(Codecs.ALERT_EVIDENCE.decode(record.value()), record.timestamp());
      }
    } catch (MalformedRecordException | RefusedException e) {
      deadLetters.bury(record, e.getMessage());
    }
  }

  private void watchlist(Record<String, byte[]> record) {
    if (record.key() == null) {
      throw new RefusedException("a watchlist without a key");
    }
    if (record.value() == null) {
      lists.remove(record.key());
      stores.watchlists().delete(record.key());
      return;
    }
    Watchlist list = Codecs.WATCHLIST.decode(record.value());
    if (!list.id().equals(record.key())) {
      throw new RefusedException("watchlist " + list.id() + " under the key " + record.key());
    }
    lists.put(list.id(), list);
    stores.watchlists().put(list.id(), list);
    // Who stands before a camera now is held against the new policy at once.
    List<Sighting> open = new ArrayList<>();
    try (KeyValueIterator<String, Sighting> all = stores.open().all()) {
      all.forEachRemaining(e -> open.add(e.value));
    }
    open.forEach(s -> weigh(list, s, stores.raisedBy(s.id()), record.timestamp()));
  }

  private void weigh(AlertEvidence evidence, long timestamp) {
    Sighting sighting = evidence.sighting();
    if (evidence.lookBack().isPresent()) {
      lookBack(sighting, evidence.lookBack().get(), timestamp);
      return;
    }
    Sighting before = stores.open().get(sighting.id());
    if (before != null && before.version() >= sighting.version()) {
      return;
    }
    List<Alert> raised = stores.raisedBy(sighting.id());
    lists.values().forEach(list -> weigh(list, sighting, raised, timestamp));
    if (sighting.state() == Sighting.State.CLOSED) {
      stores.closed(sighting.id());
    } else {
      stores.open().put(sighting.id(), sighting);
    }
  }

  /**
   * @param raised by this sighting so far, for any list
   */
  private void weigh(Watchlist list, Sighting sighting, List<Alert> raised, long timestamp) {
    Optional<Finding> found = policies.find(list, sighting);
    String id = found.map(f -> id(list, f, sighting)).orElse("");
    for (Alert alert : raised) {
      boolean other = alert.watchlistId().equals(list.id()) && !alert.id().equals(id);
      if (other && alert.open() && !policies.keeps(list, sighting, alert)) {
        tell(AlertChanges.withdrawn(alert, sighting), timestamp);
        stores.warm(cooldown(list, alert.identityId(), sighting), alert.id());
        count("withdrawn", list);
      }
    }
    found.ifPresent(f -> raise(id, list, f, sighting, timestamp));
  }

  private void raise(
      String id, Watchlist list, Finding finding, Sighting sighting, long timestamp) {
    Alert before = stores.alerts().get(id);
    if (before != null && before.state() != Alert.State.WITHDRAWN) {
      if (before.open() && AlertChanges.saysMore(before, finding, sighting)) {
        tell(AlertChanges.improved(before, finding, sighting), timestamp);
      }
      return;
    }
    Instant at = AlertChanges.evidenceAt(sighting);
    if (!list.watches(sighting.cameraId(), at)) {
      return;
    }
    String cooldown = cooldown(list, finding.identityId(), sighting);
    if (stores.cooling(cooldown, at, list.cooldown())) {
      count("suppressed", list);
      return;
    }
    stores.cool(cooldown, at, id);
    stores.raised(sighting.id(), id);
    Alert after =
        before == null
            ? AlertChanges.raised(id, list, finding, sighting, false)
            : AlertChanges.improved(before, finding, sighting);
    tell(after, timestamp);
    count("raised", list);
  }

  /** Cooldowns are for what happens now: each old sighting has its own alert. */
  private void lookBack(Sighting sighting, AlertEvidence.LookBack found, long timestamp) {
    Watchlist list = lists.get(found.watchlistId());
    if (list == null) {
      throw new RefusedException(
          "evidence for watchlist " + found.watchlistId() + ", which is none");
    }
    Finding finding = Finding.of(found.match());
    // The list on which they were looked for may not have been read here yet.
    boolean changed = list.updatedAt().isAfter(Instant.ofEpochMilli(timestamp));
    if (changed && !list.members().contains(finding.identityId())) {
      // Who left the list while they were looked for was deleted, perhaps: no alert is to name them
      // after that, nor a dead letter.
      count("suppressed", list);
      return;
    }
    String id = id(list, finding, sighting);
    boolean watched = list.watches(sighting.cameraId(), AlertChanges.evidenceAt(sighting));
    if (watched && stores.alerts().get(id) == null) {
      if (stores.open().get(sighting.id()) != null) {
        stores.raised(sighting.id(), id);
      }
      tell(AlertChanges.raised(id, list, finding, sighting, true), timestamp);
      count("raised", list);
    }
  }

  private void act(AlertAction action, long timestamp) {
    if (stores.done().get(action.id()) != null) {
      return;
    }
    Alert before = stores.alerts().get(action.alertId());
    if (before == null) {
      throw new RefusedException(
          "action " + action.id() + " on alert " + action.alertId() + ", which is none");
    }
    Alert after;
    try {
      after = AlertChanges.acted(before, action);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(e.getMessage());
    }
    stores.done().put(action.id(), timestamp);
    tell(after, timestamp);
    if (after.verdict() != before.verdict() || action.kind() == AlertAction.Kind.CLOSE) {
      byte[] label =
          after.verdict() == Verdict.NONE
              ? null
              : Codecs.LABELLED_MATCH.encode(AlertChanges.labelled(after, action));
      context.forward(new Record<>(after.id(), label, timestamp), AlertTopology.VERDICTS);
    }
  }

  private void tell(Alert alert, long timestamp) {
    stores.alerts().put(alert.id(), alert);
    context.forward(
        new Record<>(alert.id(), Codecs.ALERT.encode(alert), timestamp), AlertTopology.ALERTS);
  }

  private void count(String what, Watchlist list) {
    registry.counter("sightline.alerts." + what, "watchlist", list.id()).increment();
  }

  private static String id(Watchlist list, Finding finding, Sighting sighting) {
    return Alert.id(list.id(), finding.identityId(), sighting.cameraId(), sighting.id());
  }

  private static String cooldown(Watchlist list, String identityId, Sighting sighting) {
    String camera = list.cooldownAcrossCameras() ? "" : sighting.cameraId();
    return Alert.id(list.id(), identityId, camera, "");
  }

  /** A record that is well formed and cannot be followed. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedException(String reason) {
      super(reason);
    }
  }
}
