package io.sightline.indexer;

import io.sightline.contract.config.WatchlistConfig;
import io.sightline.contract.wire.Watchlist;
import io.sightline.indexer.topic.TopicTable;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watchlists, and every change to them. Thread-safe. */
final class Watchlists {
  private static final Logger LOG = LoggerFactory.getLogger(Watchlists.class);

  private final TopicTable<Watchlist> table;
  private final Clock clock;

  /**
   * @param table topic {@code watchlists}; stays the caller's
   */
  Watchlists(TopicTable<Watchlist> table, Clock clock) {
    this.table = table;
    this.clock = clock;
  }

  /**
   * Makes the file's lists what the file says, but keeps the members that were added meanwhile. A
   * list that is so already is not written again; lists that are not in the file stay.
   */
  void publish(Map<String, WatchlistConfig> file) {
    file.forEach(
        (id, config) -> {
          Watchlist wanted = config.toWatchlist(id, clock.instant());
          Set<String> members = new HashSet<>(wanted.members());
          if (wanted.kind() != Watchlist.Kind.UNKNOWN) {
            byId(id).ifPresent(before -> members.addAll(before.members()));
          }
          put(withMembers(wanted, members));
        });
  }

  /** Lists from the topic may name channels that the file had once. */
  void warnOfUnknown(Set<String> channels) {
    for (Watchlist list : all()) {
      Set<String> unknown = new TreeSet<>(list.channels());
      unknown.removeAll(channels);
      if (!unknown.isEmpty()) {
        LOG.warn(
            "watchlist {} tells channels that are not configured, so nobody hears of its alerts"
                + " there: {}",
            list.id(),
            unknown);
      }
    }
  }

  /** By id. */
  List<Watchlist> all() {
    return table.all().stream().sorted(Comparator.comparing(Watchlist::id)).toList();
  }

  Optional<Watchlist> byId(String id) {
    return table.get(id);
  }

  /**
   * @param read when a list had been changed last, as far as the client knows
   * @throws Problem when somebody has changed or removed it since
   */
  void requireUnchanged(String id, Instant read) {
    Optional<Instant> now = byId(id).map(Watchlist::updatedAt);
    if (!now.equals(Optional.of(read))) {
      String what = now.map(at -> "was changed at " + at).orElse("was removed");
      throw new Problem(409, "Changed meanwhile", "watchlist " + id + " " + what);
    }
  }

  /** As {@link #put}, but a change that somebody made since {@code read} is not undone. */
  synchronized boolean put(Watchlist list, Instant read) {
    requireUnchanged(list.id(), read);
    return put(list);
  }

  /** Says whether it is new. */
  synchronized boolean put(Watchlist list) {
    Optional<Watchlist> before = byId(list.id());
    Watchlist after = before.map(b -> withUnknown(list, b)).orElse(list);
    if (before.filter(b -> same(b, after)).isEmpty()) {
      table.put(list.id(), after);
      LOG.info("watchlist {} has {} members", list.id(), list.members().size());
    }
    return before.isEmpty();
  }

  synchronized void remove(String id) {
    table.remove(id);
    LOG.info("watchlist {} was removed", id);
  }

  /** Empty when there is no such list. */
  synchronized Optional<Watchlist> addMember(String id, String identityId) {
    return change(id, members -> members.add(identityId));
  }

  /** Empty when there is no such list. */
  synchronized Optional<Watchlist> removeMember(String id, String identityId) {
    return change(id, members -> members.remove(identityId));
  }

  /** An identity that is gone is on no list. */
  synchronized void forget(String identityId) {
    for (Watchlist list : all()) {
      if (list.members().contains(identityId)) {
        removeMember(list.id(), identityId);
      }
    }
  }

  /** Returns it as it is stored: a change that changes nothing is not. */
  private Optional<Watchlist> change(String id, java.util.function.Consumer<Set<String>> change) {
    return byId(id)
        .flatMap(
            before -> {
              Set<String> members = new HashSet<>(before.members());
              change.accept(members);
              put(withMembers(before, members));
              return byId(id);
            });
  }

  private static boolean same(Watchlist a, Watchlist b) {
    return a.with(a.members(), b.updatedAt(), b.unknown()).equals(b);
  }

  private Watchlist withMembers(Watchlist list, Set<String> members) {
    return list.with(members, clock.instant(), list.unknown());
  }

  private static Watchlist withUnknown(Watchlist list, Watchlist unknowns) {
    return list.with(list.members(), list.updatedAt(), unknowns.unknown());
  }
}
