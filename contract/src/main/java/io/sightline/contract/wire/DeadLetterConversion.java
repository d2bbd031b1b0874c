package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.instant;
import static io.sightline.contract.wire.Conversions.nanos;
import static io.sightline.contract.wire.Conversions.unknown;

final class DeadLetterConversion {

  private DeadLetterConversion() {}

  static WireProto.DeadLetter toProto(DeadLetter d) {
    return WireProto.DeadLetter.newBuilder()
        .setTopic(d.topic())
        .setPartition(d.partition())
        .setOffset(d.offset())
        .setKey(Codec.bytes(d.key()))
        .setValue(Codec.bytes(d.value()))
        .setStage(d.stage())
        .setReason(d.reason())
        .setAt(nanos(d.at()))
        .setUnknownFields(fields(d.unknown()))
        .build();
  }

  static DeadLetter toRecord(WireProto.DeadLetter m) {
    return new DeadLetter(
        m.getTopic(),
        m.getPartition(),
        m.getOffset(),
        m.getKey().toByteArray(),
        m.getValue().toByteArray(),
        m.getStage(),
        m.getReason(),
        instant(m.getAt()),
        unknown(m));
  }
}
