package io.sightline.recognizer.sighting;

import static io.sightline.recognizer.sighting.Sightings.closed;
import static io.sightline.recognizer.sighting.Sightings.list;
import static io.sightline.recognizer.sighting.Sightings.sighting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.ActiveHours;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Sighting;
import io.sightline.contract.wire.Watchlist;
import io.sightline.contract.wire.Watchlist.Kind;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What keeps an alert from being raised again, on scripted evidence. */
class AlertCooldownTest {
  private final AlertDriver driver = new AlertDriver(Thresholds.fixed(Sightings.THRESHOLD));

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void theCooldownBindsOneCameraAndOneIdentityByCaptureTime() {
    driver.set(list("banned", Kind.MEMBERS, "ann", "bob"));
    driver.see(
        sighting("a", 1, "lobby", "ann", 0.7f, 0),
        sighting("b", 1, "lobby", "ann", 0.7f, 59),
        sighting("c", 1, "lobby", "bob", 0.7f, 59),
        sighting("d", 1, "gate", "ann", 0.7f, 59),
        sighting("e", 1, "lobby", "ann", 0.7f, 60));
    assertThat(driver.alerts())
        .extracting(a -> a.sighting().id())
        .containsExactly("a", "c", "d", "e");
    assertThat(driver.registry.get("sightline.alerts.suppressed").counter().count()).isEqualTo(1);
  }

  @Test
  void whoHasGoneRaisesNoAlertByIt() {
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    Sighting second = sighting("b", 1, "lobby", "ann", 0.7f, 58);
    driver.see(sighting("a", 1, "lobby", "ann", 0.7f, 0), second, closed(second));
    assertThat(driver.alerts()).extracting(a -> a.sighting().id()).containsExactly("a");
    Sighting named = closed(sighting("c", 1, "lobby", "ann", 0.7f, 90));
    driver.see(named);
    assertThat(driver.alerts()).extracting(Alert::raisedAt).containsExactly(named.lastSeen());
  }

  @Test
  void evidenceThatComesLateSetsNoCooldownBack() {
    driver.set(acrossCameras());
    driver.see(
        sighting("a", 1, "lobby", "ann", 0.7f, 100),
        sighting("b", 1, "gate", "ann", 0.7f, 30),
        sighting("c", 1, "gate", "ann", 0.7f, 110));
    assertThat(driver.alerts()).extracting(a -> a.sighting().id()).containsExactly("a", "b");
  }

  @Test
  void theCooldownBindsAllCamerasWhereAsked() {
    driver.set(acrossCameras());
    driver.see(
        sighting("a", 1, "lobby", "ann", 0.7f, 0),
        sighting("b", 1, "gate", "ann", 0.7f, 30),
        sighting("c", 1, "gate", "ann", 0.7f, 61));
    assertThat(driver.alerts()).extracting(a -> a.sighting().id()).containsExactly("a", "c");
  }

  @Test
  void anAlertThatWasNoneKeepsNoOtherBack() {
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    driver.see(
        sighting("a", 1, "lobby", "ann", 0.6f, 0), sighting("a", 2, "lobby", "bob", 0.7f, 1));
    driver.see(sighting("b", 1, "lobby", "ann", 0.9f, 2));
    assertThat(driver.alerts())
        .extracting(a -> a.sighting().id() + " " + a.state())
        .containsExactly("a NEW", "a WITHDRAWN", "b NEW");
  }

  @Test
  void anAlertThatComesBackKeepsOthersBack() {
    driver.set(list("banned", Kind.MEMBERS, "ann"));
    driver.see(
        sighting("a", 1, "lobby", "ann", 0.6f, 0),
        sighting("a", 2, "lobby", "bob", 0.7f, 1),
        sighting("a", 3, "lobby", "ann", 0.9f, 2),
        sighting("b", 1, "lobby", "ann", 0.9f, 5));
    assertThat(driver.lives()).containsExactly("ann NEW 1", "ann WITHDRAWN 2", "ann NEW 3");
  }

  /** A list with a cooldown of a minute, wherever somebody is seen. */
  private static Watchlist acrossCameras() {
    return list(
        "banned", Kind.MEMBERS, 60, true, ActiveHours.ALWAYS, Set.of(), Optional.empty(), 0, "ann");
  }
}
