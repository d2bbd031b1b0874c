package io.sightline.contract.wire;

import static io.sightline.contract.wire.Conversions.fields;
import static io.sightline.contract.wire.Conversions.unknown;

final class PhotoConversion {

  private PhotoConversion() {}

  static WireProto.Photo toProto(Photo p) {
    return WireProto.Photo.newBuilder()
        .setRequestId(p.requestId())
        .setName(p.name())
        .setImage(Codec.bytes(p.image()))
        .setUnknownFields(fields(p.unknown()))
        .build();
  }

  static Photo toRecord(WireProto.Photo m) {
    return new Photo(m.getRequestId(), m.getName(), m.getImage().toByteArray(), unknown(m));
  }

  static WireProto.PhotoFaces toProto(PhotoFaces p) {
    return WireProto.PhotoFaces.newBuilder()
        .setRequestId(p.requestId())
        .setError(p.error())
        .addAllFaces(p.faces().stream().map(FaceConversion::toProto).toList())
        .setUnknownFields(fields(p.unknown()))
        .build();
  }

  static PhotoFaces toRecord(WireProto.PhotoFaces m) {
    return new PhotoFaces(
        m.getRequestId(),
        m.getError(),
        m.getFacesList().stream().map(FaceConversion::toRecord).toList(),
        unknown(m));
  }
}
