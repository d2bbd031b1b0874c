package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.contract.service.KafkaSettings;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.LabelledMatch;
import io.sightline.contract.wire.MaskPairing;
import io.sightline.contract.wire.MaskState;
import io.sightline.contract.wire.Template;
import io.sightline.contract.wire.Unknown;
import io.sightline.contract.wire.Verdict;
import io.sightline.indexer.topic.ConfirmedSender;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/** What verdicts do to the enrolments, and that they go with who they are about. */
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
class VerdictServiceTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ANN = "/api/v1/identities/ann";

  private TestStreet street;
  private IndexerService service;
  private ApiClient api;

  @BeforeEach
  void start(LocalKafka kafka, LocalElasticsearch elasticsearch, TestInfo test) throws Exception {
    String name = test.getTestMethod().orElseThrow().getName().toLowerCase();
    street = new TestStreet(kafka.bootstrapServers(), elasticsearch.url(), name);
    for (String id : List.of("ann", "bob")) {
      Template template =
          new Template("t-" + id, Faces.embedding("s", 0, 8), new byte[] {1}, "p", AT);
      Enrollment enrollment = new Enrollment(id, id, List.of(template), AT);
      street.send(street.config.topics().enrollments(), id, Codecs.ENROLLMENT.encode(enrollment));
    }
    begin();
  }

  private void begin() throws Exception {
    service = new IndexerService(street.config);
    service.start();
    api = new ApiClient("http://127.0.0.1:" + service.apiPort(), "");
  }

  @AfterEach
  void stop() {
    service.close();
    street.close();
  }

  @Test
  void notThisPersonBecomesANegativeOnceAndCanBeTakenBack() throws Exception {
    verdict("a1", label("a1", "ann", Verdict.FALSE_MATCH, true));
    verdict("a2", label("a2", "ann", Verdict.FALSE_MATCH, false));
    verdict("a1", label("a1", "ann", Verdict.FALSE_MATCH, true));
    street.send(street.config.topics().verdicts(), "bad", new byte[] {9, 9});
    verdict("a3", label("a3", "gone", Verdict.FALSE_MATCH, true));
    verdict("a4", label("a4", "ann", Verdict.FALSE_MATCH, true));
    await().atMost(TestStreet.LIMIT).until(() -> negatives("ann").equals(List.of("a1", "a4")));
    assertThat(street.deadLetters(1).get(0).stage()).isEqualTo("verdict-reader");
    service.close();
    verdict("a5", label("a5", "bob", Verdict.FALSE_MATCH, true));
    verdict("a1", label("a1", "ann", Verdict.TRUE_MATCH, false));
    begin();
    await().atMost(TestStreet.LIMIT).until(() -> negatives("bob").equals(List.of("a5")));
    await().atMost(TestStreet.LIMIT).until(() -> negatives("ann").equals(List.of("a4")));
    verdict("a4", null);
    await().atMost(TestStreet.LIMIT).until(() -> negatives("ann").isEmpty());
    List<Enrollment> written = enrollments().stream().filter(Objects::nonNull).toList();
    Enrollment bob = written.get(4);
    assertThat(bob.negatives().get(0).mask()).isEqualTo(MaskState.BARE);
    assertThat(bob.negatives().get(0).crop()).containsExactly(5);
    assertThat(bob.templates()).hasSize(1);
    // Two by the test; then a1 and a4, a5, a1 back, a4 back.
    assertThat(written).hasSize(7);
  }

  @Test
  void whoIsForgottenIsInNoVerdictEither() throws Exception {
    verdict("b1", label("b1", "ann", Verdict.TRUE_MATCH, false));
    verdict("b2", label("b2", "bob", Verdict.TRUE_MATCH, false));
    service.close();
    verdict("b3", label("b3", "ann", Verdict.FALSE_MATCH, true));
    begin();
    api.delete(ANN);
    assertThat(verdicts(5).subList(3, 5)).containsOnlyNulls();
    assertThat(api.problem("GET", ANN, 404)).contains("ann");
  }

  @Test
  void aVerdictOnAnAlertOfSomebodyWhoWasForgottenIsRemoved() throws Exception {
    api.delete(ANN);
    verdict("c1", label("c1", "ann", Verdict.TRUE_MATCH, false));
    verdict("c2", label("c2", "ann", Verdict.FALSE_MATCH, true));
    // About nobody, and about somebody who is there: these stay.
    verdict("c3", label("c3", "", Verdict.TRUE_MATCH, false));
    verdict("c4", label("c4", "bob", Verdict.FALSE_MATCH, true));
    await().atMost(TestStreet.LIMIT).until(() -> negatives("bob").equals(List.of("c4")));
    assertThat(verdicts(6)).hasSize(6).filteredOn(Objects::isNull).hasSize(2);
  }

  @Test
  void whoIsForgottenIsNotWrittenAgainWhenTheirNegativesAreTakenBack() throws Exception {
    // As many as it takes for the first to be read before the last is removed.
    for (int i = 0; i < 10; i++) {
      verdict("d" + i, label("d" + i, "ann", Verdict.FALSE_MATCH, true));
    }
    await().atMost(TestStreet.LIMIT).until(() -> negatives("ann").size() == 10);
    api.delete(ANN);
    verdict("e", label("e", "bob", Verdict.FALSE_MATCH, true));
    await().atMost(TestStreet.LIMIT).until(() -> negatives("bob").equals(List.of("e")));
    // Two by the test and Ann's ten negatives; then that she is gone, and Bob's.
    assertThat(enrollments())
        .hasSize(14)
        .extracting(e -> e == null ? "gone" : e.identityId())
        .endsWith("gone", "bob");
  }

  @Test
  void aVerdictIsTakenOutWithItsFaceAndTheNegativeItMade() throws Exception {
    verdict("f1", label("f1", "", Verdict.TRUE_MATCH, false));
    verdict("f2", label("f2", "ann", Verdict.FALSE_MATCH, true));
    verdict("f3", label("f3", "ann", Verdict.FALSE_MATCH, true));
    await().atMost(TestStreet.LIMIT).until(() -> negatives("ann").equals(List.of("f2", "f3")));
    // Who answers reads them, too, perhaps a moment later.
    for (String alert : List.of("f1", "f2")) {
      await().atMost(TestStreet.LIMIT).untilAsserted(() -> api.delete("/api/v1/verdicts/" + alert));
    }
    await().atMost(TestStreet.LIMIT).until(() -> negatives("ann").equals(List.of("f3")));
    assertThat(verdicts(5).subList(3, 5)).containsOnlyNulls();
    assertThat(api.problem("DELETE", "/api/v1/verdicts/f9", 404)).contains("f9");
  }

  @Test
  void verdictsAboutNobodyGoWithTheirTime() throws Exception {
    verdict("g1", label("g1", "", Verdict.TRUE_MATCH, false));
    verdict("g2", label("g2", "ann", Verdict.TRUE_MATCH, false));
    KafkaSettings kafka = new KafkaSettings(street.config.kafka());
    String topic = street.config.topics().verdicts().name();
    try (Verdicts verdicts = new Verdicts(kafka, new ConfirmedSender(street.producer(), topic))) {
      verdicts.start();
      verdicts.forgetNobodys(AT);
      assertThat(verdicts(2)).hasSize(2);
      verdicts.forgetNobodys(AT.plusSeconds(1));
      assertThat(verdicts(3)).hasSize(3).endsWith((LabelledMatch) null);
      await().atMost(TestStreet.LIMIT).until(() -> !verdicts.areAbout(""));
      assertThat(verdicts.areAbout("ann")).isTrue();
    }
  }

  @Test
  void aRequestToForgetThatBrokeOffCanBeSentAgain() throws Exception {
    verdict("e1", label("e1", "ann", Verdict.TRUE_MATCH, false));
    verdict("e2", label("e2", "bob", Verdict.FALSE_MATCH, true));
    await().atMost(TestStreet.LIMIT).until(() -> negatives("bob").equals(List.of("e2")));
    // So far it had come.
    street.send(street.config.topics().enrollments(), "ann", null);
    await().atMost(TestStreet.LIMIT).untilAsserted(() -> api.problem("GET", ANN, 404));
    // The verdicts are read by another thread than the people.
    await().atMost(TestStreet.LIMIT).untilAsserted(() -> api.delete(ANN));
    assertThat(verdicts(3)).hasSize(3).endsWith((LabelledMatch) null);
    await().atMost(TestStreet.LIMIT).untilAsserted(() -> api.problem("DELETE", ANN, 404));
  }

  private List<LabelledMatch> verdicts(int count) {
    return street.records(street.config.topics().verdicts(), Codecs.LABELLED_MATCH, count);
  }

  private List<String> negatives(String identity) throws Exception {
    return api.get("/api/v1/identities/" + identity, "/api/v1/identities/{id}")
        .at("/negatives")
        .findValuesAsText("id");
  }

  private List<Enrollment> enrollments() {
    return street.records(street.config.topics().enrollments(), Codecs.ENROLLMENT, 2);
  }

  private void verdict(String alert, LabelledMatch label) throws Exception {
    street.send(
        street.config.topics().verdicts(),
        alert,
        label == null ? null : Codecs.LABELLED_MATCH.encode(label));
  }

  private static LabelledMatch label(
      String alert, String identity, Verdict verdict, boolean notThisPerson) {
    return new LabelledMatch(
        alert,
        "s",
        "lobby",
        "banned",
        identity,
        "t",
        0.6f,
        0.5f,
        MaskPairing.BARE_BARE,
        MaskState.BARE,
        Faces.embedding("s", 1, 8),
        new byte[] {5},
        verdict,
        notThisPerson,
        "eve",
        AT,
        Unknown.NONE);
  }
}
