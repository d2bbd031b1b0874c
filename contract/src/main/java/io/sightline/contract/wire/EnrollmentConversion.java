package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.instant;
import static io.sightline.contract.wire.Conversions.nanos;
import static io.sightline.contract.wire.Conversions.unknown;

final class EnrollmentConversion {

  private EnrollmentConversion() {}

  static WireProto.Enrollment toProto(Enrollment e) {
    return WireProto.Enrollment.newBuilder()
        .setIdentityId(e.identityId())
        .setDisplayName(e.displayName())
        .addAllTemplates(e.templates().stream().map(EnrollmentConversion::toProto).toList())
        .addAllNegatives(e.negatives().stream().map(EnrollmentConversion::toProto).toList())
        .setUpdatedAt(nanos(e.updatedAt()))
        .setUnknownFields(fields(e.unknown()))
        .build();
  }

  static Enrollment toRecord(WireProto.Enrollment m) {
    if (m.getIdentityId().isEmpty()) {
      throw new IllegalArgumentException("it has no identity id");
    }
    return new Enrollment(
        m.getIdentityId(),
        m.getDisplayName(),
        m.getTemplatesList().stream().map(EnrollmentConversion::toRecord).toList(),
        m.getNegativesList().stream().map(EnrollmentConversion::toRecord).toList(),
        instant(m.getUpdatedAt()),
        unknown(m));
  }

  private static WireProto.Template toProto(Template t) {
    return WireProto.Template.newBuilder()
        .setId(t.id())
        .setEmbedding(FaceConversion.toProto(t.embedding()))
        .setCrop(Codec.bytes(t.crop()))
        .setSource(t.source())
        .setAddedAt(nanos(t.addedAt()))
        .setMask(WireProto.Mask.valueOf(t.mask().name()))
        .setUnknownFields(fields(t.unknown()))
        .build();
  }

  private static Template toRecord(WireProto.Template m) {
    return new Template(
        m.getId(),
        FaceConversion.toRecord(m.getEmbedding()),
        m.getCrop().toByteArray(),
        m.getSource(),
        instant(m.getAddedAt()),
        MaskState.valueOf(m.getMask().name()),
        unknown(m));
  }
}
