package io.sightline.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.contract.wire.Codecs;
import io.sightline.contract.wire.Enrollment;
import io.sightline.contract.wire.Template;
import io.sightline.testkit.ElasticsearchExtension;
import io.sightline.testkit.KafkaExtension;
import io.sightline.testkit.LocalElasticsearch;
import io.sightline.testkit.LocalKafka;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an {@code Idempotency-Key} binds an enrolment to. */
@ExtendWith({KafkaExtension.class, ElasticsearchExtension.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EnrolmentKeyTest {
  private static final String IDENTITY = "/api/v1/identities/{id}";

  private TestStreet street;
  private IndexerService service;
  private FakeRecogniser recogniser;
  private ApiClient api;

  @BeforeAll
  void start(LocalKafka kafka, LocalElasticsearch elasticsearch) throws Exception {
    street = new TestStreet(kafka.bootstrapServers(), elasticsearch.url(), "enrolment-key");
    enrolByAnOlderVersion();
    recogniser = new FakeRecogniser(street.config);
    begin();
  }

  private void begin() throws Exception {
    service = new IndexerService(street.config);
    service.start();
    api = new ApiClient("http://127.0.0.1:" + service.apiPort(), "");
  }

  @AfterAll
  void stop() throws Exception {
    recogniser.close();
    service.close();
    street.close();
  }

  @Test
  void aKeyThatWasSentWithAnotherRequestMergesNobody() throws Exception {
    JsonNode ann = api.enrol("one", Map.of("name", "Ann"), List.of("0.1"), 201);
    String id = ann.at("/id").asText();
    refused("one", Map.of("name", "Bob"), "0.1");
    refused("one", Map.of("name", "Ann"), "0.2");
    refused("one", Map.of("name", "Ann"), "0.1", "0.2");
    refused("one", Map.of("name", "Ann", "id", id), "0.1");
    assertThat(api.get("/api/v1/identities/" + id, IDENTITY)).isEqualTo(ann);
    Map<String, String> more = Map.of("name", "Ann", "id", id);
    JsonNode added = api.enrol("two", more, List.of("0.3"), 201);
    refused("two", more, "0.4");
    // The first request is answered as before, whatever came after it.
    assertThat(api.enrol("one", Map.of("name", "Ann"), List.of("0.1"), 201)).isEqualTo(added);
  }

  @Test
  void aRequestThatComesAgainAfterItsIdentityWasDeletedBringsNobodyBack() throws Exception {
    Map<String, String> bob = Map.of("name", "Bob");
    String id = api.enrol("gone", bob, List.of("0.1"), 201).at("/id").asText();
    api.delete("/api/v1/identities/" + id);
    assertThat(api.enrol("gone", bob, List.of("0.1"), 410).at("/detail").asText()).contains(id);
    service.close();
    begin();
    api.enrol("gone", bob, List.of("0.1"), 410);
    assertThat(api.problem("GET", "/api/v1/identities/" + id, 404)).contains(id);
  }

  /** Ids of before follow from the key alone. */
  @Test
  void aRequestThatAnOlderVersionDidIsDoneAsFarAsCanBeKnown() throws Exception {
    Map<String, String> old = Map.of("name", "Old");
    JsonNode again = api.enrol("old", old, List.of("0.1", "0.2"), 201);
    assertThat(again.at("/id").asText()).isEqualTo(oldId("identity"));
    assertThat(again.at("/templates")).hasSize(2);
    refused("old", old, "0.1");
    refused("old", old, "0.1", "0.2", "0.3");
  }

  private void enrolByAnOlderVersion() throws Exception {
    String id = oldId("identity");
    Instant at = Instant.parse("2026-03-01T12:00:00Z");
    List<Template> templates = List.of(template(id + " 0", at), template(id + " 1", at));
    Enrollment enrollment = new Enrollment(id, "Old", templates, at);
    street.send(street.config.topics().enrollments(), id, Codecs.ENROLLMENT.encode(enrollment));
  }

  private static Template template(String what, Instant at) {
    return new Template(oldId(what), Faces.embedding("s", 0, 8), new byte[] {1}, "p.jpg", at);
  }

  private static String oldId(String what) {
    return new RequestKey(Optional.of("old")).id(what);
  }

  private void refused(String key, Map<String, String> fields, String... photos) throws Exception {
    assertThat(api.enrol(key, fields, List.of(photos), 422).at("/detail").asText())
        .contains("Idempotency-Key was sent with another request");
  }
}
