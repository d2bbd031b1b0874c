package io.sightline.recognizer.sighting;

import static io.sightline.recognizer.sighting.Sightings.closed;
import static io.sightline.recognizer.sighting.Sightings.list;
import static io.sightline.recognizer.sighting.Sightings.sighting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.ActiveHours;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.AlertEvidence;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Severity;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Watchlist.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each rule of the alerts on scripted evidence. */
class AlertTopologyTest {
  private final AlertDriver driver = new AlertDriver(Thresholds.fixed(Sightings.THRESHOLD));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void aMemberRaisesOneAlertWithItsNumbers() {
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    driver.see(
        sighting("s", 1, "lobby", "ann", 0.7f, 0), sighting("t", 1, "lobby", "bob", 0.7f, 0));
    List<Alert> alerts = driver.alerts();
    assertThat(alerts).hasSize(1);
    Alert alert = alerts.get(0);
    assertThat(alert.id()).isEqualTo(Alert.id("banned", "ann", "lobby", "s"));
    assertThat(alert.version()).isEqualTo(1);
    assertThat(alert.state()).isEqualTo(Alert.State.NEW);
    assertThat(alert.severity()).isEqualTo(Severity.HIGH);
    assertThat(alert.displayName()).isEqualTo("ANN");
    assertThat(alert.channels()).containsExactly("ops");
    assertThat(alert.raisedAt()).isEqualTo(Sightings.START);
    assertThat(alert.match().map(Match::similarity)).contains(0.7f);
    assertThat(alert.sighting().bestShot().crop()).containsExactly(1);
  }

  @Test
  void aNameThatComesLateRaisesTheAlertThen() {
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    driver.see(sighting("s", 1, "lobby", "ann", 0.4f, 0));
    assertThat(driver.alerts()).isEmpty();
    driver.see(sighting("s", 2, "lobby", "ann", 0.6f, 2));
    assertThat(driver.alerts())
        .extracting(Alert::raisedAt)
        .containsExactly(Sightings.START.plusSeconds(2));
  }

  @Test
  void moreEvidenceIsAHigherVersionAndTheSameTwiceIsNothing() {
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    Sighting second = sighting("s", 2, "lobby", "ann", 0.8f, 1);
    driver.see(sighting("s", 1, "lobby", "ann", 0.7f, 0), second, second);
    driver.see(closed(second));
    assertThat(driver.alerts()).extracting(Alert::version).containsExactly(1L, 2L, 3L);
  }

  @Test
  void thatSomebodyIsThereStillIsNoNewsOfAnAlert() {
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    driver.see(
        sighting("s", 1, "lobby", "ann", 0.7f, 0),
        sighting("s", 2, "lobby", "ann", 0.71f, 10),
        sighting("s", 3, "lobby", "ann", 0.73f, 20));
    assertThat(driver.alerts()).extracting(a -> a.sighting().version()).containsExactly(1L, 3L);
  }

  @Test
  void anIdentityThatTurnsWithdrawsTheOneAndRaisesTheOther() {
    driver.set(list("banned", Kind.MEMBERS, "ann", "bob"));
    driver.see(
        sighting("s", 1, "lobby", "ann", 0.6f, 0), sighting("s", 2, "lobby", "bob", 0.7f, 1));
    assertThat(driver.lives()).containsExactly("ann NEW 1", "ann WITHDRAWN 2", "bob NEW 1");
    driver.see(sighting("s", 3, "lobby", "ann", 0.9f, 2));
    assertThat(driver.lives()).containsExactly("bob WITHDRAWN 2", "ann NEW 3");
    // The identity was removed while it stood there.
    driver.see(sighting("s", 4, "lobby", null, 0, 3));
    assertThat(driver.alerts()).extracting(Alert::state).containsExactly(Alert.State.WITHDRAWN);
  }

  @Test
  void anAlertDoesNotComeBackWhenItsListHasExpired() {
    driver.set(
        list(
            "banned",
            Kind.MEMBERS,
            60,
            false,
            ActiveHours.ALWAYS,
            Set.of(),
            Optional.of(Sightings.START.plusSeconds(2)),
            0,
            "ann"));
    driver.see(
        sighting("a", 1, "lobby", "ann", 0.6f, 0),
        sighting("a", 2, "lobby", "bob", 0.7f, 1),
        sighting("a", 3, "lobby", "ann", 0.9f, 3));
    assertThat(driver.lives()).containsExactly("ann NEW 1", "ann WITHDRAWN 2");
  }

  @Test
  void hoursCamerasAndExpiryAreKeptAndEndNoAlert() {
    ActiveHours untilFour =
        new ActiveHours(
            ZoneId.of("UTC"),
            List.of(
                new ActiveHours.Window(
                    Set.of(DayOfWeek.FRIDAY), LocalTime.of(3, 0), LocalTime.of(4, 0))));
    driver.set(
        list("hours", Kind.MEMBERS, 0, false, untilFour, Set.of(), Optional.empty(), 0, "ann"),
        list(
            "gates",
            Kind.MEMBERS,
            0,
            false,
            ActiveHours.ALWAYS,
            Set.of("gate"),
            Optional.empty(),
            0,
            "ann"),
        list(
            "old",
            Kind.MEMBERS,
            0,
            false,
            ActiveHours.ALWAYS,
            Set.of(),
            Optional.of(Sightings.START.plusSeconds(5)),
            0,
            "ann"));
    // 2026-01-02, 03:04:05 UTC: a Friday.
    driver.see(sighting("a", 1, "lobby", "ann", 0.7f, 0));
    assertThat(driver.alerts()).extracting(Alert::watchlistId).containsExactly("hours", "old");
    driver.see(sighting("b", 1, "gate", "ann", 0.7f, 3600));
    assertThat(driver.alerts()).extracting(Alert::watchlistId).containsExactly("gates");
    driver.see(sighting("a", 2, "lobby", "ann", 0.8f, 3601));
    assertThat(driver.alerts()).extracting(Alert::state).containsOnly(Alert.State.NEW).hasSize(2);
  }

  @Test
  void unknownsRaiseAndAreWithdrawnOnceTheyHaveAName() {
    driver.set(list("strangers", Kind.UNKNOWN));
    driver.see(sighting("a", 1, "lobby", "ann", 0.3f, 0), sighting("b", 1, "gate", "ann", 0.7f, 0));
    List<Alert> alerts = driver.alerts();
    assertThat(alerts).hasSize(1);
    assertThat(alerts.get(0).identityId()).isEmpty();
    assertThat(alerts.get(0).match()).isEmpty();
    assertThat(alerts.get(0).id()).isEqualTo(Alert.id("strangers", "", "lobby", "a"));
    driver.see(sighting("a", 2, "lobby", "ann", 0.8f, 1));
    assertThat(driver.alerts()).extracting(Alert::state).containsExactly(Alert.State.WITHDRAWN);
  }

  @Test
  void aBadPictureMakesNobodyAStranger() {
    driver.set(
        list(
            "strangers",
            Kind.UNKNOWN,
            0,
            false,
            ActiveHours.ALWAYS,
            Set.of(),
            Optional.empty(),
            0.6f));
    driver.see(sighting("a", 1, "lobby", null, 0, 0));
    assertThat(driver.alerts()).isEmpty();
  }

  @Test
  void othersAreAllButTheMembers() {
    driver.set(list("staff", Kind.OTHERS, "ann"));
    driver.see(
        sighting("a", 1, "lobby", "ann", 0.7f, 0),
        sighting("b", 1, "lobby", "bob", 0.7f, 0),
        sighting("c", 1, "lobby", "ann", 0.2f, 0));
    assertThat(driver.alerts()).extracting(Alert::identityId).containsExactly("bob", "");
  }

  @Test
  void aListThatChangesTakesEffectOnWhoIsThereNow() {
    driver.see(sighting("a", 1, "lobby", "ann", 0.7f, 0));
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    assertThat(driver.alerts()).extracting(Alert::state).containsExactly(Alert.State.NEW);
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    assertThat(driver.alerts()).isEmpty();
    driver.set(list("banned", Kind.MEMBERS));
    assertThat(driver.alerts()).extracting(Alert::state).containsExactly(Alert.State.WITHDRAWN);
    driver.drop("banned");
    driver.see(sighting("b", 1, "gate", "ann", 0.7f, 0));
    assertThat(driver.alerts()).isEmpty();
  }

  @Test
  void whoHasGoneIsNotHeldAgainstANewList() {
    Sighting seen = sighting("a", 1, "lobby", "ann", 0.7f, 0);
    driver.see(seen, closed(seen));
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    assertThat(driver.alerts()).isEmpty();
  }

  @Test
  void aLookBackRaisesARetrospectiveAlertOnce() {
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    Match match = new Match("ann", "Ann", 0.8f, 0.5f);
    Sighting old = closed(sighting("a", 1, "lobby", null, 0, 0));
    driver.lookBack(old, new AlertEvidence.LookBack("banned", match));
    driver.lookBack(old, new AlertEvidence.LookBack("banned", match));
    driver.lookBack(
        closed(sighting("b", 1, "lobby", null, 0, 1)), new AlertEvidence.LookBack("banned", match));
    List<Alert> alerts = driver.alerts();
    assertThat(alerts).extracting(a -> a.sighting().id()).containsExactly("a", "b");
    assertThat(alerts).allMatch(Alert::retrospective);
    driver.lookBack(old, new AlertEvidence.LookBack("nothing", match));
    assertThat(driver.letters()).hasSize(1).allMatch(l -> l.reason().contains("nothing"));
  }

  @Test
  void whoHasLeftTheListWhileTheyWereLookedForIsNotTold() {
    Instant left = Sightings.START.plusSeconds(60);
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    driver.set(Sightings.updated(list("banned", Kind.MEMBERS, "bob"), left));
    Sighting old = closed(sighting("a", 1, "lobby", null, 0, 0));
    driver.lookBack(old, lookBack("ann"), left.minusMillis(1));
    assertThat(driver.alerts()).isEmpty();
    assertThat(driver.letters()).isEmpty();
    driver.lookBack(old, lookBack("bob"), left.minusMillis(1));
    assertThat(driver.alerts()).extracting(Alert::identityId).containsExactly("bob");
  }

  @Test
  void whoIsFoundBeforeTheirListIsReadIsTold() {
    driver.set(list("banned", Kind.MEMBERS));
    Sighting old = closed(sighting("a", 1, "lobby", null, 0, 0));
    driver.lookBack(old, lookBack("ann"), Sightings.START.plusSeconds(1));
    assertThat(driver.alerts()).extracting(Alert::identityId).containsExactly("ann");
  }

  private static AlertEvidence.LookBack lookBack(String who) {
    return new AlertEvidence.LookBack("banned", new Match(who, who, 0.8f, 0.5f));
  }

  @Test
  void alertsAreForgottenInTheirTimeSomeAtATime() {
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    for (int i = 0; i < 1001; i++) {
      driver.see(sighting("s" + i, 1, "camera" + i, "ann", 0.7f, 0));
    }
    assertThat(driver.known()).isEqualTo(1001);
    driver.pass(Duration.ofMinutes(1));
    assertThat(driver.known()).isEqualTo(1);
    driver.pass(Duration.ofMinutes(1));
    assertThat(driver.known()).isZero();
  }

  @Test
  void malformedRecordsAreDeadLettersAndTheStreamGoesOn() {
    driver.send("alert-evidence", "x", new byte[] {1, 2, 3});
    driver.send("watchlists", "x", new byte[] {1, 2, 3});
    driver.send("watchlists", null, new byte[] {1});
    driver.send("alert-actions", "x", null);
    assertThat(driver.letters())
        .extracting(l -> l.topic() + " " + l.offset())
        .containsExactly("alert-evidence 0", "watchlists 0", "watchlists 1", "alert-actions 0");
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    driver.see(sighting("s", 1, "lobby", "ann", 0.7f, 0));
    assertThat(driver.alerts()).hasSize(1);
  }
}
