package io.sightline.indexer.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sightline.contract.wire.Alert;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What became of an alert at a channel: topic {@code deliveries}, key {@link #key}, compacted. Only
 * the indexer reads and writes it.
 *
 * @param version the highest that is done with
 * @param state the alert's in that version
 * @param attempts it took
 * @param at when it was done, in milliseconds since the epoch
 * @param reason why it is dead, or who of several was not told; else empty
 * @param memory of the channel's own, of what it was told last
 * @param told the alert's state in the version that the channel was told last; null when it never
 *     was
 */
record Delivery(
    String channel,
    String alert,
    long version,
    Alert.State state,
    Result result,
    int attempts,
    long at,
    String reason,
    String memory,
    Alert.State told) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Notes of before there was {@code told} do without. */
  Delivery {
    told = told == null && result == Result.DELIVERED ? state : told;
  }

  enum Result {
    DELIVERED,
    DEAD
  }

  static String key(String channel, String alert) {
    return channel + "/" + alert;
  }

  Instant time() {
    return Instant.ofEpochMilli(at);
  }

  static Serde<Delivery> serde() {
    return Serdes.serdeFrom((topic, delivery) -> encode(delivery), (topic, bytes) -> decode(bytes));
  }

  private static byte[] encode(Delivery delivery) {
    try {
      return JSON.writeValueAsBytes(delivery);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of texts and numbers is always JSON", e);
    }
  }

  private static Delivery decode(byte[] bytes) {
    try {
      return JSON.readValue(bytes, Delivery.class);
    } catch (IOException e) {
      throw new SerializationException("not a delivery: " + e.getMessage(), e);
    }
  }
}
