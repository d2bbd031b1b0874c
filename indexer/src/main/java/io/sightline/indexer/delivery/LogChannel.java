package io.sightline.indexer.delivery;

import io.sightline.contract.config.LogChannelConfig;
import io.sightline.contract.wire.Alert;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A line in the service's log. */
record LogChannel(LogChannelConfig.Level level) implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger("io.sightline.alerts");

  @Override
  public String kind() {
    return "log";
  }

  @Override
  public String target() {
    return LOG.getName();
  }

  @Override
  public String deliver(Alert alert, Optional<Delivery> told) {
    LOG.atLevel(level == LogChannelConfig.Level.WARN ? Level.WARN : Level.INFO)
        .log("{} (alert {} version {})", Headline.of(alert), alert.id(), alert.version());
    return "";
  }
}
