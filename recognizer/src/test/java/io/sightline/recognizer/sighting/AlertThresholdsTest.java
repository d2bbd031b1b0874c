package io.sightline.recognizer.sighting;

import static io.sightline.recognizer.sighting.Sightings.list;
import static io.sightline.recognizer.sighting.Sightings.sighting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.RecogniserSpec;
import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.Match;
import io.sightline.contract.wire.Watchlist.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a list's false-match rate means where a model's thresholds were measured. */
class AlertThresholdsTest {

  @Test
  void evidenceThatWaversLeavesAnAlertAsItIs() {
    RecogniserSpec spec =
        new RecogniserSpec(
            "o", 2, null, 0.5, Map.of("bareBare", Map.of("1e-2", 0.3, "1e-3", 0.45)));
    try (AlertDriver card = new AlertDriver(Thresholds.of(spec, Optional.empty()))) {
      card.set(list("banned", Kind.MEMBERS, "ann", "bob"));
      card.see(
          sighting("s", 1, "lobby", "ann", 0.5f, 0),
          sighting("s", 2, "lobby", "ann", 0.4f, 1),
          sighting("t", 1, "lobby", "bob", 0.5f, 0),
          sighting("t", 2, "lobby", "ann", 0.4f, 1));
      assertThat(card.lives()).containsExactly("ann NEW 1", "bob NEW 1", "bob WITHDRAWN 2");
      card.see(sighting("s", 3, "lobby", "ann", 0.29f, 2));
      assertThat(card.lives()).containsExactly("ann WITHDRAWN 2");
    }
  }

  @Test
  void eachListHasItsOwnThreshold() {
    // Laxer than the gallery's own rate was, and stricter.
    RecogniserSpec spec =
        new RecogniserSpec(
            "o", 2, null, 0.5, Map.of("bareBare", Map.of("1e-2", 0.3, "1e-3", 0.45, "1e-4", 0.6)));
    try (AlertDriver card = new AlertDriver(Thresholds.of(spec, Optional.empty()))) {
      card.set(list("banned", Kind.MEMBERS, "ann"));
      card.see(
          sighting("a", 1, "lobby", "ann", 0.44f, 0), sighting("b", 1, "lobby", "ann", 0.46f, 0));
      List<Alert> alerts = card.alerts();
      assertThat(alerts).extracting(a -> a.sighting().id()).containsExactly("b");
      // The sighting itself stayed an unknown by the gallery's threshold.
      assertThat(alerts.get(0).sighting().match()).isEmpty();
      assertThat(alerts.get(0).match().map(Match::threshold)).contains(0.45f);
    }
  }
}
