package io.sightline.indexer.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.EmailConfig;
import io.sightline.contract.wire.Alert;
import io.sightline.indexer.Alerts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a mail server's refusals mean, and whom they concern. */
class EmailRefusalTest {
  private static final Alert ALERT = Alerts.alert(1, Alert.State.NEW, "duty");
  private static final String DUTY = "duty@ops.example";
  private static final String BOSS = "boss@ops.example";

  private Instant now = Instant.parse("2026-03-02T12:00:00Z");
  private MailServerWithoutBoxes server;
  private EmailChannel channel;

  @BeforeEach
  void start() throws Exception {
    server = new MailServerWithoutBoxes();
    channel = channel("smtp", server.port(), Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void oneBoxThatIsGoneMakesNothingFinalForOneThatIsPutOff() throws Exception {
    server.refuse(BOSS, "550 5.1.1 no such box");
    server.refuse(DUTY, "450 4.2.0 come back in five minutes");
    assertThat(failure(ALERT).kind()).isEqualTo(ChannelException.Kind.LATER);
    server.fine();
    server.refuse(BOSS, "550 5.1.1 no such box");
    assertThat(deliver(ALERT)).contains(BOSS, "no such box").doesNotContain(DUTY);
    assertThat(server.taken()).containsExactly(List.of(DUTY));
  }

  @Test
  void whoIsPutOffIsTriedAgainAndWhoHasItIsNot() throws Exception {
    server.refuse(BOSS, "450 4.2.0 come back in five minutes");
    assertThat(failure(ALERT))
        .hasMessageContaining(BOSS)
        .hasMessageContaining("450")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ChannelException.Kind.PARTLY));
    assertThat(failure(ALERT).kind()).isEqualTo(ChannelException.Kind.PARTLY);
    server.fine();
    assertThat(deliver(ALERT)).isEmpty();
    assertThat(server.taken()).containsExactly(List.of(DUTY), List.of(BOSS));
  }

  @Test
  void thatTheServerHasGoneMeanwhileDoesNotTakeBackWhoHasIt() throws Exception {
    server.refuse(BOSS, "450 4.2.0 come back in five minutes");
    failure(ALERT);
    server.close();
    assertThat(failure(ALERT))
        .hasMessageContaining("Couldn't connect")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ChannelException.Kind.PARTLY));
  }

  @Test
  void whoIsPutOffForLongHoldsUpOneMailAndNoOther() throws Exception {
    server.refuse(BOSS, "452 4.2.2 the box is full");
    failure(ALERT);
    now = now.plus(Duration.ofMinutes(11));
    assertThat(deliver(ALERT)).contains(BOSS, "the box is full");
    Alert second = Alerts.alert("second", "lobby", 1, Alert.State.NEW, "duty");
    assertThat(deliver(second)).contains(BOSS);
    assertThat(server.taken()).containsExactly(List.of(DUTY), List.of(DUTY));
    // Who takes one again is waited for again.
    server.fine();
    assertThat(deliver(Alerts.alert("third", "lobby", 1, Alert.State.NEW, "duty"))).isEmpty();
    server.refuse(BOSS, "452 4.2.2 the box is full");
    failure(Alerts.alert("fourth", "lobby", 1, Alert.State.NEW, "duty"));
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL,530 5.7.0 authentication required,false",
    "MAIL,550 sender not allowed,false",
    "MAIL,553 5.7.1 sender address rejected,false",
    "RCPT,535 5.7.8 log in first,false",
    "RCPT,550 5.7.1 relaying denied,false",
    "RCPT,554 relay access denied,false",
    "RCPT,554 5.7.1 relay access denied,false",
    "RCPT,552 too many recipients,false",
    "RCPT,450 4.2.0 come back later,false",
    "RCPT,550 no such box,true",
    "RCPT,550 5.1.1 no such box,true",
    "RCPT,550-5.1.1 no such box,true",
    "RCPT,553 not an address here,true",
    "DATA,554 5.5.1 no valid recipients,false",
    ".,451 4.3.0 try again,false",
    ".,554 5.7.1 looks like spam,false",
    ".,554 transaction failed,false",
    ".,552 5.3.4 too large,true",
    ".,554 5.6.0 cannot be read,true"
  })
  void whatARefusalMeans(String of, String words, boolean lasting) {
    server.answers(of, words.startsWith("550-") ? words + "\r\n550 see the manual" : words);
    assertThat(failure(ALERT))
        .hasMessageContaining(words.substring(4))
        .satisfies(e -> assertThat(e.refused()).isEqualTo(lasting));
    assertThat(server.taken()).isEmpty();
  }

  @Test
  void whatAServerSaysIsNoLineOfTheLog() {
    for (String to : List.of("MAIL", "RCPT", ".")) {
      server.fine();
      server.answers(to, "450-not now\r\n450 12:00:00 INFO forged");
      assertThat(failure(ALERT).getMessage())
          .as(to)
          .contains("forged")
          .doesNotContainPattern("\\R");
    }
  }

  /** Each byte comes well within the timeouts of mail. */
  @Test
  void aServerThatDripsIsHungUpOn() throws Exception {
    // The time allowed is not to be over before mail's classes are loaded.
    deliver(ALERT);
    try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Boolean> hungUp = CompletableFuture.supplyAsync(() -> drip(slow));
      EmailChannel dripping = channel("smtp", slow.getLocalPort(), Duration.ofSeconds(1));
      assertThatThrownBy(() -> dripping.deliver(ALERT, Optional.empty()))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("has not taken the mail within");
      assertThat(hungUp.get(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  /** Says whether the other side has gone before it was through. */
  private static boolean drip(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      for (int i = 0; i < 200; i++) {
        client.getOutputStream().write("220-welcome\r\n".charAt(i % 13));
        Thread.sleep(50);
      }
      return false;
    } catch (IOException e) {
      return true;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The line that can be cut is one that TLS is laid over. */
  @Test
  void certificatesAreStillLookedAt() {
    GreenMail secure = EmailChannelTest.mailServer(ServerSetup.PROTOCOL_SMTPS);
    secure.start();
    try {
      EmailChannel strict = channel("smtps", secure.getSmtps().getPort(), Duration.ofMinutes(1));
      assertThatThrownBy(() -> strict.deliver(ALERT, Optional.empty()))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("certification path");
      assertThat(secure.getReceivedMessages()).isEmpty();
    } finally {
      secure.stop();
    }
  }

  private String deliver(Alert alert) throws ChannelException {
    return channel.deliver(alert, Optional.empty());
  }

  private ChannelException failure(Alert alert) {
    return catchThrowableOfType(ChannelException.class, () -> deliver(alert));
  }

  private EmailChannel channel(String scheme, int port, Duration limit) {
    return new EmailChannel(
        new EmailConfig(
            new CameraUrl(scheme + "://127.0.0.1:" + port),
            null,
            null,
            "sightline@ops.example",
            List.of(DUTY, BOSS)),
        limit,
        clock());
  }

  private Clock clock() {
    InstantSource source = () -> now;
    return source.withZone(ZoneOffset.UTC);
  }
}
