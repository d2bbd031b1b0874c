package io.sightline.contract.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.time.Instant;

/** What the conversions between records and generated messages share. */
final class Conversions {
  private static final long NANOS = 1_000_000_000L;

  private Conversions() {}

  static long nanos(Instant instant) {
    return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS), instant.getNano());
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  static Unknown unknown(Message message) {
    UnknownFieldSet fields = message.getUnknownFields();
    return fields.getSerializedSize() == 0 ? Unknown.NONE : new Unknown(fields.toByteArray());
  }

  static UnknownFieldSet fields(Unknown unknown) {
    try {
      return UnknownFieldSet.parseFrom(unknown.fields());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("unknown fields that are no protobuf", e);
    }
  }
}
