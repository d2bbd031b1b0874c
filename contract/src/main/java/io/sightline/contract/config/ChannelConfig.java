package io.sightline.contract.config;

import java.util.Objects;
import java.util.stream.Stream;

/**
 * Where alerts go. Key {@code channels.<id>}; exactly one of these is set.
 *
 * @param log alerts are written to the service's log
 */
public record ChannelConfig(
    WebhookConfig webhook, MqttConfig mqtt, EmailConfig email, LogChannelConfig log) {

  public ChannelConfig {
    long kinds = Stream.of(webhook, mqtt, email, log).filter(Objects::nonNull).count();
    if (kinds != 1) {
      throw new IllegalArgumentException(
          "needs one of webhook, mqtt, email, log; has " + (kinds == 0 ? "none" : "" + kinds));
    }
  }
}
