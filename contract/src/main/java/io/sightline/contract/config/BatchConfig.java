package io.sightline.contract.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/**
 * How frames of all cameras are gathered for one engine call. Key {@code recognition.batch}.
 *
 * @param max frames in a batch
 * @param longestWait key {@code wait}: how long a frame waits for others
 */
public record BatchConfig(Integer max, @JsonProperty("wait") Duration longestWait) {

  public BatchConfig {
    max = max == null ? 64 : max;
    longestWait = longestWait == null ? Duration.ofMillis(20) : longestWait;
    new Problems()
        .range("max", max, 1, 1024)
        .range("wait", longestWait.toMillis(), 0, 10_000)
        .raise();
  }
}
