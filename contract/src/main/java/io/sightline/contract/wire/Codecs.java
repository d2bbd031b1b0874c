package io.sightline.contract.wire;

/** The codec of each kind of record. */
public final class Codecs {
  public static final Codec<Frame> FRAME =
      new Codec<>(
          "frame",
          FrameConversion::toProto,
          b -> FrameConversion.toRecord(WireProto.Frame.parseFrom(b)));
  public static final Codec<CameraStatus> CAMERA_STATUS =
      new Codec<>(
          "camera status",
          CameraConversion::toProto,
          b -> CameraConversion.toRecord(WireProto.CameraStatus.parseFrom(b)));
  public static final Codec<FrameFaces> FRAME_FACES =
      new Codec<>(
          "frame's faces",
          FaceConversion::toProto,
          b -> FaceConversion.toRecord(WireProto.FrameFaces.parseFrom(b)));
  public static final Codec<Sighting> SIGHTING =
      new Codec<>(
          "sighting",
          SightingConversion::toProto,
          b -> SightingConversion.toRecord(WireProto.Sighting.parseFrom(b)));
  public static final Codec<Enrollment> ENROLLMENT =
      new Codec<>(
          "enrollment",
          EnrollmentConversion::toProto,
          b -> EnrollmentConversion.toRecord(WireProto.Enrollment.parseFrom(b)));
  public static final Codec<Watchlist> WATCHLIST =
      new Codec<>(
          "watchlist",
          WatchlistConversion::toProto,
          b -> WatchlistConversion.toRecord(WireProto.Watchlist.parseFrom(b)));
  public static final Codec<LookBackRequest> LOOK_BACK_REQUEST =
      new Codec<>(
          "look-back request",
          WatchlistConversion::toProto,
          b -> WatchlistConversion.toRecord(WireProto.LookBackRequest.parseFrom(b)));
  public static final Codec<AlertEvidence> ALERT_EVIDENCE =
      new Codec<>(
          "alert evidence",
          AlertConversion::toProto,
          b -> AlertConversion.toRecord(WireProto.AlertEvidence.parseFrom(b)));
  public static final Codec<Alert> ALERT =
      new Codec<>(
          "alert",
          AlertConversion::toProto,
          b -> AlertConversion.toRecord(WireProto.Alert.parseFrom(b)));
  public static final Codec<AlertAction> ALERT_ACTION =
      new Codec<>(
          "alert action",
          VerdictConversion::toProto,
          b -> VerdictConversion.toRecord(WireProto.AlertAction.parseFrom(b)));
  public static final Codec<LabelledMatch> LABELLED_MATCH =
      new Codec<>(
          "labelled match",
          VerdictConversion::toProto,
          b -> VerdictConversion.toRecord(WireProto.LabelledMatch.parseFrom(b)));
  public static final Codec<Photo> PHOTO =
      new Codec<>(
          "photo",
          PhotoConversion::toProto,
          b -> PhotoConversion.toRecord(WireProto.Photo.parseFrom(b)));
  public static final Codec<PhotoFaces> PHOTO_FACES =
      new Codec<>(
          "photo's faces",
          PhotoConversion::toProto,
          b -> PhotoConversion.toRecord(WireProto.PhotoFaces.parseFrom(b)));
  public static final Codec<DeadLetter> DEAD_LETTER =
      new Codec<>(
          "dead letter",
          DeadLetterConversion::toProto,
          b -> DeadLetterConversion.toRecord(WireProto.DeadLetter.parseFrom(b)));

  private Codecs() {}
}
