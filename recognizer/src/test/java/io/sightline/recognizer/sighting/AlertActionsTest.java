package io.sightline.recognizer.sighting;

import static io.sightline.recognizer.sighting.Sightings.list;
import static io.sightline.recognizer.sighting.Sightings.sighting;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.contract.model.Thresholds;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.AlertAction;
import io.sightline.contract.wire.AlertAction.Kind;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.LabelledMatch;
import io.sightline.contract.wire.Verdict;
import io.sightline.contract.wire.Watchlist;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators do with alerts. */
class AlertActionsTest {
  private final AlertDriver driver = new AlertDriver(Thresholds.fixed(Sightings.THRESHOLD));
  private String id;

  @BeforeEach
  void raise() {
    driver.set(list("banned", Watchlist.Kind.MEMBERS, "ann"));
    driver.see(sighting("s", 1, "lobby", "ann", 0.7f, 0));
    id = driver.alerts().get(0).id();
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void anAlertGoesThroughItsStatesWithWhoAndWhen() {
    driver.act(id, Kind.ACKNOWLEDGE, Verdict.NONE, false);
    driver.act(id, Kind.START, Verdict.NONE, false);
    driver.act(id, Kind.CLOSE, Verdict.TRUE_MATCH, false);
    List<Alert> alerts = driver.alerts();
    assertThat(alerts)
        .extracting(Alert::state)
        .containsExactly(Alert.State.ACKNOWLEDGED, Alert.State.IN_PROGRESS, Alert.State.CLOSED);
    assertThat(alerts).extracting(Alert::version).containsExactly(2L, 3L, 4L);
    assertThat(alerts.get(2).verdict()).isEqualTo(Verdict.TRUE_MATCH);
    assertThat(alerts.get(2).changedBy()).isEqualTo("eve");
    assertThat(alerts.get(2).note()).isEqualTo("seen");
  }

  @Test
  void evidenceKeepsTheOperatorsStateAndLeavesAClosedAlertAlone() {
    driver.act(id, Kind.ACKNOWLEDGE, Verdict.NONE, false);
    driver.see(sighting("s", 2, "lobby", "ann", 0.8f, 1));
    assertThat(driver.alerts()).extracting(Alert::state).containsOnly(Alert.State.ACKNOWLEDGED);
    driver.act(id, Kind.CLOSE, Verdict.UNSURE, false);
    driver.alerts();
    driver.see(
        sighting("s", 3, "lobby", "ann", 0.9f, 2), sighting("s", 4, "lobby", "bob", 0.9f, 3));
    assertThat(driver.alerts()).isEmpty();
  }

  @Test
  void aVerdictIsALabelAndAReopenedAlertTakesItBack() {
    driver.act(id, Kind.CLOSE, Verdict.FALSE_MATCH, true);
    LabelledMatch label = verdicts().get(0).value;
    assertThat(label.verdict()).isEqualTo(Verdict.FALSE_MATCH);
    assertThat(label.notThisPerson()).isTrue();
    assertThat(label.identityId()).isEqualTo("ann");
    assertThat(label.templateId()).isEqualTo("ann-t");
    assertThat(label.similarity()).isEqualTo(0.7f);
    assertThat(label.threshold()).isEqualTo(Sightings.THRESHOLD);
    assertThat(label.embedding().values()).containsExactly(1, 0);
    // A second thought counts, and so does none.
    driver.act(id, Kind.CLOSE, Verdict.UNSURE, false);
    driver.act(id, Kind.REOPEN, Verdict.NONE, false);
    List<KeyValue<String, LabelledMatch>> later = verdicts();
    assertThat(later).extracting(v -> v.key).containsExactly(id, id);
    assertThat(later.get(0).value.verdict()).isEqualTo(Verdict.UNSURE);
    assertThat(later.get(1).value).isNull();
    assertThat(driver.alerts().get(2).state()).isEqualTo(Alert.State.IN_PROGRESS);
  }

  @Test
  void anActionThatComesTwiceIsDoneOnce() {
    AlertAction note = driver.act(id, Kind.NOTE, Verdict.NONE, false);
    driver.act(note);
    assertThat(driver.alerts()).extracting(Alert::version).containsExactly(2L);
    assertThat(driver.letters()).isEmpty();
  }

  @Test
  void whatCannotBeDoneIsADeadLetterThatSaysWhy() {
    driver.act("nothing", Kind.ACKNOWLEDGE, Verdict.NONE, false);
    driver.act(id, Kind.REOPEN, Verdict.NONE, false);
    driver.act(id, Kind.CLOSE, Verdict.TRUE_MATCH, false);
    driver.act(id, Kind.ACKNOWLEDGE, Verdict.NONE, false);
    assertThat(driver.letters())
        .extracting(l -> l.reason())
        .satisfiesExactly(
            r -> assertThat(r).contains("alert nothing, which is none"),
            r -> assertThat(r).contains("REOPEN").contains("which is NEW"),
            r -> assertThat(r).contains("ACKNOWLEDGE").contains("which is CLOSED"));
    assertThat(driver.alerts()).extracting(Alert::state).containsExactly(Alert.State.CLOSED);
  }

  private List<KeyValue<String, LabelledMatch>> verdicts() {
    return driver.read("verdicts", Codecs.LABELLED_MATCH);
  }
}
