package io.sightline.contract.config;

/**
 * A line in the indexer's log an alert version. Key {@code channels.<id>.log}.
 *
 * @param level of the line
 */
public record LogChannelConfig(Level level) {

  /** As severe as the log line shall look. */
  public enum Level {
    INFO,
    WARN
  }

  public LogChannelConfig {
    level = level == null ? Level.INFO : level;
  }
}
