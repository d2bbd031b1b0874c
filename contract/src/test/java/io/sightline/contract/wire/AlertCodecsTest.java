package io.sightline.contract.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.UnknownFieldSet;
import io.sightline.contract.face.Embedding;
import io.sightline.contract.face.FaceBox;
import io.sightline.contract.face.Quality;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertCodecsTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.123456789Z");
  private static final Embedding EMBEDDING = new Embedding("space", new float[] {0.6f, -0.8f});
  private static final Match MATCH =
      new Match(
          "ann",
          "Ann",
          0.7f,
          0.5f,
          "t",
          MaskPairing.MASKED_BARE,
          1e-4,
          1e-6,
          100,
          Optional.of(new RunnerUp("bob", "Bob", 0.4f)),
          Unknown.NONE);

  @Test
  void everyRecordComesBackAsItWas() {
    same(Codecs.SIGHTING, sighting());
    Template template =
        new Template("t", EMBEDDING, new byte[] {3}, "p", AT, MaskState.MASKED, Unknown.NONE);
    same(
        Codecs.ENROLLMENT,
        new Enrollment("a", "A", List.of(template), List.of(template), AT, Unknown.NONE));
    same(Codecs.WATCHLIST, watchlist(Watchlist.Kind.MEMBERS, Optional.of(AT)));
    same(Codecs.WATCHLIST, watchlist(Watchlist.Kind.UNKNOWN, Optional.empty()));
    same(Codecs.WATCHLIST, watchlist(Watchlist.Kind.OTHERS, Optional.empty()));
    same(Codecs.LOOK_BACK_REQUEST, new LookBackRequest("w", "a", Unknown.NONE));
    same(Codecs.ALERT_EVIDENCE, AlertEvidence.live(sighting()));
    same(
        Codecs.ALERT_EVIDENCE,
        new AlertEvidence(sighting(), Optional.of(new AlertEvidence.LookBack("w", MATCH))));
    same(Codecs.ALERT, alert(Optional.of(MATCH)));
    same(Codecs.ALERT, alert(Optional.empty()));
    same(Codecs.ALERT_ACTION, action(AlertAction.Kind.CLOSE, Verdict.FALSE_MATCH, true));
    same(Codecs.ALERT_ACTION, action(AlertAction.Kind.NOTE, Verdict.NONE, false));
    same(Codecs.LABELLED_MATCH, label());
  }

  @Test
  void theFieldsOfANewerWriterSurvive() {
    UnknownFieldSet newer =
        UnknownFieldSet.newBuilder()
            .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(42).build())
            .build();
    byte[] alert =
        AlertConversion.toProto(alert(Optional.of(MATCH))).toBuilder()
            .setUnknownFields(newer)
            .setMatch(MatchConversion.toProto(MATCH).toBuilder().setUnknownFields(newer))
            .build()
            .toByteArray();
    assertThat(Codecs.ALERT.encode(Codecs.ALERT.decode(alert))).isEqualTo(alert);
    byte[] list =
        WatchlistConversion.toProto(watchlist(Watchlist.Kind.MEMBERS, Optional.empty())).toBuilder()
            .setUnknownFields(newer)
            .build()
            .toByteArray();
    assertThat(Codecs.WATCHLIST.encode(Codecs.WATCHLIST.decode(list))).isEqualTo(list);
    byte[] action =
        VerdictConversion.toProto(action(AlertAction.Kind.NOTE, Verdict.NONE, false)).toBuilder()
            .setUnknownFields(newer)
            .build()
            .toByteArray();
    assertThat(Codecs.ALERT_ACTION.encode(Codecs.ALERT_ACTION.decode(action))).isEqualTo(action);
  }

  @Test
  void whatTheFirstWritersWroteReadsAsBefore() {
    // A match of four fields, a template without a mask state, an enrolment without negatives.
    byte[] sighting =
        SightingConversion.toProto(sighting()).toBuilder()
            .clearNearest()
            .setMatch(
                WireProto.Match.newBuilder()
                    .setIdentityId("ann")
                    .setDisplayName("Ann")
                    .setSimilarity(0.7f)
                    .setThreshold(0.5f))
            .build()
            .toByteArray();
    Sighting read = Codecs.SIGHTING.decode(sighting);
    assertThat(read.match()).contains(new Match("ann", "Ann", 0.7f, 0.5f));
    assertThat(read.nearest()).isEmpty();
    byte[] enrolment =
        WireProto.Enrollment.newBuilder()
            .setIdentityId("ann")
            .addTemplates(WireProto.Template.newBuilder().setId("t"))
            .build()
            .toByteArray();
    assertThat(Codecs.ENROLLMENT.decode(enrolment).templates().get(0).mask())
        .isEqualTo(MaskState.UNKNOWN);
    assertThat(Codecs.ENROLLMENT.decode(enrolment).negatives()).isEmpty();
  }

  @Test
  void recordsThatMakeNoSenseAreRefusedByName() {
    assertThatThrownBy(() -> Codecs.WATCHLIST.decode(new byte[0]))
        .isInstanceOf(MalformedRecordException.class)
        .hasMessageStartingWith("not a watchlist");
    assertThatThrownBy(() -> Codecs.ALERT_ACTION.decode(new byte[0]))
        .isInstanceOf(MalformedRecordException.class);
    assertThatThrownBy(() -> action(AlertAction.Kind.CLOSE, Verdict.NONE, false))
        .hasMessageContaining("verdict");
    assertThatThrownBy(() -> action(AlertAction.Kind.CLOSE, Verdict.TRUE_MATCH, true))
        .hasMessageContaining("false match");
    byte[] badZone =
        WatchlistConversion.toProto(watchlist(Watchlist.Kind.MEMBERS, Optional.empty())).toBuilder()
            .setActive(WireProto.ActiveHours.newBuilder().setZone("Mars/North"))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> Codecs.WATCHLIST.decode(badZone)).hasMessageContaining("Mars/North");
  }

  @Test
  void anAlertsIdFollowsFromWhatItIsAbout() {
    String id = Alert.id("w", "ann", "lobby", "s");
    assertThat(id).isEqualTo(Alert.id("w", "ann", "lobby", "s"));
    assertThat(Set.of(id, Alert.id("w", "", "lobby", "s"), Alert.id("wann", "", "lobby", "s")))
        .hasSize(3);
  }

  @Test
  void hoursAreLocalAndMayPassMidnight() {
    ActiveHours nights =
        new ActiveHours(
            ZoneId.of("Europe/Vienna"),
            List.of(
                new ActiveHours.Window(
                    Set.of(DayOfWeek.FRIDAY), LocalTime.of(20, 0), LocalTime.of(6, 0))));
    // In winter Vienna is an hour ahead; 2026-01-02 is a Friday.
    assertThat(nights.contains(Instant.parse("2026-01-02T18:59:59Z"))).isFalse();
    assertThat(nights.contains(Instant.parse("2026-01-02T19:00:00Z"))).isTrue();
    assertThat(nights.contains(Instant.parse("2026-01-03T04:59:59Z"))).isTrue();
    assertThat(nights.contains(Instant.parse("2026-01-03T05:00:00Z"))).isFalse();
    assertThat(nights.contains(Instant.parse("2026-01-03T19:30:00Z"))).isFalse();
    assertThat(ActiveHours.ALWAYS.contains(AT)).isTrue();
  }

  @Test
  void aListWatchesItsCamerasUntilItExpires() {
    Watchlist list = watchlist(Watchlist.Kind.MEMBERS, Optional.of(AT));
    assertThat(list.watches("lobby", AT.minusSeconds(1))).isTrue();
    assertThat(list.watches("lobby", AT)).isFalse();
    assertThat(list.watches("gate", AT.minusSeconds(1))).isFalse();
  }

  private static <T> void same(Codec<T> codec, T record) {
    assertThat(codec.decode(codec.encode(record))).usingRecursiveComparison().isEqualTo(record);
  }

  private static Watchlist watchlist(Watchlist.Kind kind, Optional<Instant> expires) {
    return new Watchlist(
        "w",
        "Banned",
        kind,
        Set.of("bob", "ann"),
        1e-5,
        Severity.HIGH,
        Duration.ofSeconds(60),
        true,
        new ActiveHours(
            ZoneId.of("UTC"),
            List.of(new ActiveHours.Window(Set.of(), LocalTime.MIN, LocalTime.MIN))),
        Set.of("lobby"),
        expires,
        List.of("ops", "mail"),
        0.25f,
        AT,
        Unknown.NONE);
  }

  private static Alert alert(Optional<Match> match) {
    return new Alert(
        "id",
        2,
        "w",
        "Banned",
        Severity.CRITICAL,
        List.of("ops"),
        "ann",
        "Ann",
        Alert.State.CLOSED,
        Verdict.UNSURE,
        "eve",
        AT,
        "who knows",
        AT,
        AT,
        true,
        sighting(),
        match,
        Unknown.NONE);
  }

  private static AlertAction action(AlertAction.Kind kind, Verdict verdict, boolean negative) {
    return new AlertAction("x", "id", kind, verdict, negative, "eve", AT, "note");
  }

  private static LabelledMatch label() {
    return new LabelledMatch(
        "id",
        "s",
        "lobby",
        "w",
        "ann",
        "t",
        0.7f,
        0.5f,
        MaskPairing.BARE_BARE,
        MaskState.BARE,
        EMBEDDING,
        new byte[] {1},
        Verdict.FALSE_MATCH,
        true,
        "eve",
        AT,
        Unknown.NONE);
  }

  private static Sighting sighting() {
    Quality quality = new Quality(0.5f, 40, 300, -10, 5, 1);
    return new Sighting(
        "s",
        3,
        "lobby",
        Sighting.State.OPEN,
        AT,
        AT,
        5,
        MaskState.MASKED,
        Optional.empty(),
        new BestShot("f", AT, new FrameRef(1, 2), new FaceBox(1, 2, 3, 4), quality, new byte[] {7}),
        EMBEDDING,
        AT,
        Optional.of(MATCH),
        Unknown.NONE);
  }
}
