package io.sightline.contract.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Turns records of one kind into protobuf bytes and back. Thread-safe. Fields this code does not
 * know survive; fields an old writer did not write read as their defaults.
 */
public final class Codec<T> {
  private final String kind;
  private final Function<T, MessageLite> toMessage;
  private final Parser<T> parser;

  interface Parser<T> {
    T parse(byte[] bytes) throws InvalidProtocolBufferException;
  }

  Codec(String kind, Function<T, MessageLite> toMessage, Parser<T> parser) {
    this.kind = kind;
    this.toMessage = toMessage;
    this.parser = parser;
  }

  public byte[] encode(T value) {
    return toMessage.apply(value).toByteArray();
  }

  /**
   * @throws MalformedRecordException when the bytes are not such a record
   */
  public T decode(byte[] bytes) {
    if (bytes == null) {
      throw new MalformedRecordException(kind, "no value", null);
    }
    try {
      return parser.parse(bytes);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      throw new MalformedRecordException(kind, e.getMessage(), e);
    }
  }

  /** For Kafka's clients and Streams. A null value (a tombstone) stays null. */
  public Serde<T> serde() {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : encode(value),
        (topic, bytes) -> bytes == null ? null : decode(bytes));
  }

  static ByteString bytes(byte[] array) {
    return com.google.protobuf.UnsafeByteOperations.unsafeWrap(array);
  }
}
