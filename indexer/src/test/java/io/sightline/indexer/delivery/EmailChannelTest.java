package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.EmailConfig;
import io.sightline.contract.config.Secret;
import io.sightline.contract.wire.Alert;
import io.sightline.indexer.Alerts;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real mail server. */
class EmailChannelTest {
  private static final Alert NEW = Alerts.alert(1, Alert.State.NEW, "duty");

  private final GreenMail server = mailServer(ServerSetup.PROTOCOL_SMTP);

  /** One that may take more than two seconds to start. */
  static GreenMail mailServer(String protocol) {
    ServerSetup setup = new ServerSetup(0, "127.0.0.1", protocol);
    setup.setServerStartupTimeout(60_000);
    return new GreenMail(setup);
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void anAlertBecomesAMailWithItsFace() throws Exception {
    channel(null).deliver(NEW, Optional.empty());
    // One message, in the boxes of two recipients.
    assertThat(server.getReceivedMessages()).hasSize(2);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("[Sightline] HIGH: Ann at lobby (Banned)");
    assertThat(mail.getMessageID()).isEqualTo("<" + NEW.id() + ".1@sightline.invalid>");
    // A mail's date has seconds.
    assertThat(mail.getSentDate()).isEqualTo(new Date(NEW.evidenceAt().getEpochSecond() * 1000));
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(parts.getBodyPart(0).getContent().toString())
        .contains("Who: Ann", "Camera: lobby", "Mask: masked", "Similarity: 0.75", NEW.id());
    assertThat(parts.getBodyPart(1).getFileName()).isEqualTo("face.jpg");
    assertThat(parts.getBodyPart(1).getInputStream().readAllBytes())
        .isEqualTo(NEW.sighting().bestShot().crop());
  }

  @Test
  void theSameVersionIsTheSameMail() throws Exception {
    channel(null).deliver(NEW, Optional.empty());
    channel(null).deliver(NEW, Optional.empty());
    MimeMessage[] mails = server.getReceivedMessages();
    assertThat(GreenMailUtil.getBody(mails[0])).isEqualTo(GreenMailUtil.getBody(mails[2]));
    assertThat(mails[0].getMessageID()).isEqualTo(mails[2].getMessageID());
  }

  @Test
  void aMailTellsOfTheBeginningAndOfATurnAndOfNothingElse() {
    EmailChannel channel = channel(null);
    Optional<Delivery> nothing = Optional.empty();
    Optional<Delivery> raised = told(Alert.State.NEW);
    assertThat(channel.wants(NEW, nothing)).isTrue();
    assertThat(channel.wants(Alerts.retrospective(NEW), nothing)).isFalse();
    assertThat(channel.wants(Alerts.alert(2, Alert.State.NEW), raised)).isFalse();
    assertThat(channel.wants(Alerts.alert(2, Alert.State.ACKNOWLEDGED), raised)).isFalse();
    assertThat(channel.wants(Alerts.alert(2, Alert.State.CLOSED), raised)).isFalse();
    assertThat(channel.wants(Alerts.alert(2, Alert.State.WITHDRAWN), raised)).isTrue();
    assertThat(channel.wants(Alerts.alert(2, Alert.State.WITHDRAWN), nothing)).isFalse();
    assertThat(channel.wants(Alerts.alert(3, Alert.State.NEW), told(Alert.State.WITHDRAWN)))
        .isTrue();
  }

  @Test
  void aServerThatRefusesIsNotAServerThatIsAway() {
    server.setUser("ann", "the-right-password");
    assertThatThrownBy(() -> channel("the-wrong-password").deliver(NEW, Optional.empty()))
        .isInstanceOfSatisfying(
            ChannelException.class,
            e -> {
              assertThat(e.refused()).isFalse();
              assertThat(e).hasMessageNotContaining("the-wrong-password");
            });
    EmailChannel channel = channel(null);
    server.stop();
    assertThatThrownBy(() -> channel.deliver(NEW, Optional.empty()))
        .hasMessageContaining("Connection refused")
        .isInstanceOfSatisfying(ChannelException.class, e -> assertThat(e.refused()).isFalse());
  }

  @Test
  void aBoxThatIsGoneKeepsNobodyElseFromBeingTold() throws Exception {
    try (MailServerWithoutBoxes boxes = new MailServerWithoutBoxes("boss@ops.example")) {
      channel(boxes.port(), null).deliver(NEW, Optional.empty());
      assertThat(boxes.taken()).containsExactly(List.of("duty@ops.example"));
    }
    try (MailServerWithoutBoxes none =
        new MailServerWithoutBoxes("boss@ops.example", "duty@ops.example")) {
      assertThatThrownBy(() -> channel(none.port(), null).deliver(NEW, Optional.empty()))
          .hasMessageContaining("no such box")
          .isInstanceOfSatisfying(ChannelException.class, e -> assertThat(e.refused()).isTrue());
      assertThat(none.taken()).isEmpty();
    }
  }

  @Test
  void aMailThatWasTakenIsNotSentAgainForWantOfAFarewell() throws Exception {
    try (MailServerWithoutBoxes rude = new MailServerWithoutBoxes(true)) {
      channel(rude.port(), null).deliver(NEW, Optional.empty());
      assertThat(rude.taken()).hasSize(1);
    }
  }

  private static Optional<Delivery> told(Alert.State state) {
    return Optional.of(
        new Delivery("duty", NEW.id(), 1, state, Delivery.Result.DELIVERED, 1, 0, "", "", state));
  }

  private EmailChannel channel(String password) {
    return channel(server.getSmtp().getPort(), password);
  }

  private static EmailChannel channel(int port, String password) {
    return new EmailChannel(
        new EmailConfig(
            new CameraUrl("smtp://127.0.0.1:" + port),
            password == null ? null : "ann",
            password == null ? null : new Secret(password),
            "sightline@ops.example",
            List.of("duty@ops.example", "boss@ops.example")));
  }
}
