package io.sightline.contract.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class KafkaNewsFilterTest {
  private static final String GONE = "Connection to node {} could not be established.";
  private final KafkaNewsFilter filter = new KafkaNewsFilter();

  @Test
  void aKindOfNewsComesOnceInHalfAMinuteWhicheverClientItIs() {
    assertThat(decide("org.apache.kafka.clients.NetworkClient", "[Producer clientId=a] " + GONE, 0))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(
            decide("org.apache.kafka.clients.NetworkClient", "[Consumer clientId=b] " + GONE, 900))
        .isEqualTo(FilterReply.DENY);
    assertThat(decide("org.apache.kafka.clients.NetworkClient", "[Consumer clientId=b] else", 900))
        .isEqualTo(FilterReply.NEUTRAL);
    assertThat(
            decide(
                "org.apache.kafka.clients.NetworkClient", "[Producer clientId=a] " + GONE, 30_000))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void ourOwnNewsAlwaysCome() {
    assertThat(decide("io.sightline.ingest.CameraState", "camera lost", 0))
        .isEqualTo(decide("io.sightline.ingest.CameraState", "camera lost", 1))
        .isEqualTo(FilterReply.NEUTRAL);
  }

  private FilterReply decide(String logger, String message, long at) {
    LoggingEvent event = new LoggingEvent();
    event.setLoggerName(logger);
    event.setMessage(message);
    event.setTimeStamp(at);
    return filter.decide(event);
  }
}
