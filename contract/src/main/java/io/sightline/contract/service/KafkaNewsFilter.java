package io.sightline.contract.service;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets one warning of a kind of Kafka's clients through every half minute: while the broker is
 * gone, each of a dozen clients says so several times a second. Named in {@code logback.xml}.
 * Thread-safe.
 */
public final class KafkaNewsFilter extends Filter<ILoggingEvent> {
  private static final long INTERVAL_MS = 30_000;
  private final Map<String, Long> last = new ConcurrentHashMap<>();

  @Override
  public FilterReply decide(ILoggingEvent event) {
    if (!event.getLoggerName().startsWith("org.apache.kafka.")) {
      return FilterReply.NEUTRAL;
    }
    // Which client it is stands before the message, in brackets.
    String kind = event.getLoggerName() + event.getMessage().replaceFirst("^\\[[^]]*] ", "");
    long now = event.getTimeStamp();
    Long shown = last.get(kind);
    if (shown != null && now - shown < INTERVAL_MS) {
      return FilterReply.DENY;
    }
    last.put(kind, now);
    return FilterReply.NEUTRAL;
  }
}
