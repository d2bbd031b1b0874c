package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.ChannelConfig;
import io.sightline.contract.config.ConfigException;
import io.sightline.contract.config.ConfigLoader;
import io.sightline.contract.config.EmailConfig;
import io.sightline.contract.wire.Alert;
import io.sightline.indexer.Alerts;
import io.sightline.indexer.document.AlertDocument;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final Map<String, Object> ALERT =
      AlertDocument.of(Alerts.alert(3, Alert.State.CLOSED, "ops"));

  @Test
  void textsAreEscapedWhereTheTemplateIsJson() {
    Template json = new Template("{\"text\": \"{{ identity.name }}: {{note}}, {{version}}\"}");
    assertThat(json.fill(ALERT)).isEqualTo("{\"text\": \"Ann: seen \\\"twice\\\", 3\"}");
    assertThat(json.contentType()).isEqualTo("application/json");
    Template text = new Template("{{identity.name}} ($1): {{note}}");
    assertThat(text.fill(ALERT)).isEqualTo("Ann ($1): seen \"twice\"");
    assertThat(text.contentType()).startsWith("text/plain");
  }

  @Test
  void aNameStaysOnItsLine() throws Exception {
    String forged = "x\u2028HIGH: Bob\nMask: none\u202e";
    assertThat(new Template("{{camera}}").fill(Map.of("camera", forged)))
        .isEqualTo("x HIGH: Bob Mask: none ");
    Alert alert = Alerts.alert("s", forged, 1, Alert.State.NEW);
    assertThat(Headline.of(alert)).contains("Ann at x HIGH: Bob Mask: none  (Banned)");
    EmailConfig config =
        new EmailConfig(new CameraUrl("smtp://x"), null, null, "me@here", List.of("you@there"));
    MimeMessage mail = AlertMail.of(Session.getInstance(new Properties()), config, alert);
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getBodyPart(0).getContent().toString())
        .contains("\nCamera: x HIGH: Bob Mask: none \n");
  }

  @Test
  void whatAnAlertDoesNotHaveIsEmpty() {
    Map<String, Object> fresh = AlertDocument.of(Alerts.alert(1, Alert.State.NEW));
    assertThat(new Template("<{{note}}{{verdict}}>").fill(fresh)).isEqualTo("<>");
  }

  @Test
  void everyFieldThatOneCanNameIsOneThatAlertsHave() {
    Set<String> there = new LinkedHashSet<>();
    flatten("", ALERT, there);
    assertThat(there).containsAll(Template.FIELDS);
  }

  @Test
  void mistakesInChannelsAreAllNamedAtOnce() {
    Map<String, ChannelConfig> channels =
        ConfigLoader.parse(
                """
                channels:
                  a: { webhook: { url: "http://x", template: "{{ idd }} {{id}}" } }
                  b: { webhook: { url: "http://x", headers: { "Bad Name": "the-secret" } } }
                  c: { webhook: { url: "http://x", secret: "whsec_*not*base64*" } }
                  d: { webhook: { url: "http://x", template: "{{id}}", headers: { X-Team: "ops" } } }
                  e: { mqtt: { url: "mqtt://no host" } }
                  f: { email: { url: "smtp://x", from: "me@here", to: ["not@an@address"] } }
                """,
                "test",
                Map.of())
            .channels();
    assertThatThrownBy(() -> Channels.check(channels))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .satisfiesExactly(
                        p ->
                            assertThat(p).startsWith("channels.a.webhook.template").contains("idd"),
                        p ->
                            assertThat(p)
                                .startsWith("channels.b.webhook.headers.Bad Name")
                                .doesNotContain("the-secret"),
                        p -> assertThat(p).startsWith("channels.c.webhook.secret"),
                        p -> assertThat(p).startsWith("channels.e.mqtt.url"),
                        p -> assertThat(p).startsWith("channels.f.email.to").contains("not@an")));
  }

  private static void flatten(String path, Object value, Set<String> to) {
    if (value instanceof Map<?, ?> group) {
      group.forEach((k, v) -> flatten(path.isEmpty() ? "" + k : path + "." + k, v, to));
    } else {
      to.add(path);
    }
  }
}
