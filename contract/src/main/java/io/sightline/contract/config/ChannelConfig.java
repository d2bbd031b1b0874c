package io.sightline.contract.config;

import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where alerts go. Key {@code channels.<id>}; exactly one of the kinds is set.
 *
 * @param log alerts are written to the service's log
 * @param maxAge of an alert that the channel is told of for the first time: what was raised longer
 *     ago is not sent as if it was news
 */
public record ChannelConfig(
    WebhookConfig webhook,
    MqttConfig mqtt,
    EmailConfig email,
    LogChannelConfig log,
    Duration maxAge) {

  public ChannelConfig {
    long kinds = Stream.of(webhook, mqtt, email, log).filter(Objects::nonNull).count();
    if (kinds != 1) {
      throw new IllegalArgumentException(
          "needs one of webhook, mqtt, email, log; has " + (kinds == 0 ? "none" : "" + kinds));
    }
    maxAge = maxAge == null ? Duration.ofHours(24) : maxAge;
    new Problems()
        .range("max_age", maxAge.toSeconds(), 60, Duration.ofDays(3650).toSeconds())
        .raise();
  }
}
