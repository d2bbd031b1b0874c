package io.sightline.indexer.delivery;

import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.service.OneLine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Those one mail is for, over its attempts: who has it does not get it again. Who may take it later
 * is waited for, once some have it only so long that a server that puts strangers off is passed: a
 * mail that waits holds up the next.
 */
final class Recipients {
  /** Servers that put strangers off do so for some five minutes. */
  private static final Duration WAIT = Duration.ofMinutes(10);

  private final List<String> all;
  private final Set<String> unsteady;
  private final Clock clock;
  private final Set<String> reached = new HashSet<>();
  private final Map<String, MailAnswer.Reply> others = new LinkedHashMap<>();
  private Instant since;

  /**
   * @param unsteady whom other mails have waited for in vain; is kept up to date
   */
  Recipients(List<String> all, Set<String> unsteady, Clock clock) {
    this.all = all;
    this.unsteady = unsteady;
    this.clock = clock;
  }

  /** Whom the next attempt is for. */
  List<String> left() {
    return all.stream().filter(to -> !reached.contains(to)).toList();
  }

  /**
   * Returns when nobody is left to be told, or to be waited for.
   *
   * @throws ChannelException when nobody has it, or some may get it later
   */
  void heard(MailAnswer answer, String server) throws ChannelException {
    reached.addAll(answer.taken());
    unsteady.removeAll(answer.taken());
    others.clear();
    others.putAll(answer.others());
    Set<String> later = new HashSet<>();
    others.forEach((to, reply) -> later.addAll(reply.lasting() ? Set.of() : Set.of(to)));
    if (reached.isEmpty()) {
      String why = server + ": " + notReached();
      throw later.isEmpty() ? ChannelException.never(why) : ChannelException.later(why);
    }
    since = since == null ? clock.instant() : since;
    if (unsteady.containsAll(later)) {
      return;
    }
    if (clock.instant().isBefore(since.plus(WAIT))) {
      throw ChannelException.partly(server + ": " + notReached());
    }
    unsteady.addAll(later);
  }

  boolean someHaveIt() {
    return !reached.isEmpty();
  }

  /** Who does not have it, and why; empty when everybody has it. */
  String notReached() {
    return others.entrySet().stream()
        .map(
            o ->
                "not told "
                    + o.getKey()
                    + ": "
                    + OneLine.of(CameraUrl.redact(o.getValue().words())))
        .collect(Collectors.joining("; "));
  }
}
