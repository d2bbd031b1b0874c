package io.sightline.indexer.delivery;

import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.EmailConfig;
import io.sightline.contract.service.BoundedMap;
import io.sightline.contract.service.OneLine;
import io.sightline.contract.wire.Alert;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An e-mail when an alert is raised, and another when the evidence has turned; what operators do
 * makes none, nor does what was found by looking back, which may be hundreds at once.
 */
final class EmailChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(EmailChannel.class);
  private static final String TIMEOUT_MS = "20000";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final EmailConfig config;
  private final Duration limit;
  private final Clock clock;
  private final URI url;
  private final String protocol;

  /** Who has them already, of mails that are to be sent again: a few, as one waits for others. */
  private final Map<String, Recipients> underWay = new BoundedMap<>(32);

  /** Whom a mail was held up for in vain; the next is not, until they take one. */
  private final Set<String> unsteady = new HashSet<>();

  EmailChannel(EmailConfig config) {
    this(config, LIMIT, Clock.systemUTC());
  }

  /**
   * @param limit of one attempt
   */
  EmailChannel(EmailConfig config, Duration limit, Clock clock) {
    this.config = config;
    this.limit = limit;
    this.clock = clock;
    this.url = URI.create(config.url().value());
    this.protocol = url.getScheme().equals("smtps") ? "smtps" : "smtp";
  }

  private Properties properties(MailLine line) {
    Properties properties = new Properties();
    String mail = "mail." + protocol + ".";
    properties.setProperty(mail + "connectiontimeout", TIMEOUT_MS);
    properties.setProperty(mail + "timeout", TIMEOUT_MS);
    properties.setProperty(mail + "writetimeout", TIMEOUT_MS);
    properties.put(mail + "socketFactory", line);
    // Or it would connect again, by a socket that is not cut.
    properties.setProperty(mail + "socketFactory.fallback", "false");
    // One box that is gone keeps nobody else from being told.
    properties.setProperty(mail + "sendpartial", "true");
    properties.setProperty(mail + "auth", String.valueOf(!config.username().isEmpty()));
    boolean startTls = url.getScheme().equals("smtp+starttls");
    properties.setProperty(mail + "starttls.enable", String.valueOf(startTls));
    properties.setProperty(mail + "starttls.required", String.valueOf(startTls));
    properties.setProperty(mail + "ssl.checkserveridentity", "true");
    return properties;
  }

  private int port() {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return switch (url.getScheme()) {
      case "smtps" -> 465;
      case "smtp+starttls" -> 587;
      default -> 25;
    };
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public String target() {
    return String.join(", ", config.to());
  }

  @Override
  public boolean wants(Alert alert, Optional<Delivery> told) {
    boolean toldOpen = told.filter(d -> d.told() != Alert.State.WITHDRAWN).isPresent();
    return toldOpen
        ? alert.state() == Alert.State.WITHDRAWN
        : alert.state() == Alert.State.NEW && !alert.retrospective();
  }

  @Override
  public String deliver(Alert alert, Optional<Delivery> told) throws ChannelException {
    String mail = alert.id() + "-" + alert.version();
    Recipients recipients =
        underWay.computeIfAbsent(mail, m -> new Recipients(config.to(), unsteady, clock));
    MailAnswer answer;
    try {
      answer = send(alert, recipients.left());
    } catch (ChannelException e) {
      throw recipients.someHaveIt() ? ChannelException.partly(e.getMessage()) : e;
    }
    recipients.heard(answer, url.getHost());
    underWay.remove(mail);
    return recipients.notReached();
  }

  private MailAnswer send(Alert alert, List<String> to) throws ChannelException {
    boolean taken = false;
    try (MailLine line = new MailLine(limit)) {
      Session session = Session.getInstance(properties(line));
      try (Transport transport = session.getTransport(protocol)) {
        MimeMessage message = AlertMail.of(session, config, alert);
        transport.connect(
            url.getHost(),
            port(),
            config.username().isEmpty() ? null : config.username(),
            config.password() == null ? null : config.password().value());
        transport.sendMessage(message, AlertMail.addresses(to));
        taken = true;
      } catch (SendFailedException e) {
        return MailAnswer.of(e, to);
      } catch (MessagingException e) {
        if (!taken) {
          throw ChannelException.later(
              line.wasCut()
                  ? url.getHost() + " has not taken the mail within " + limit.toSeconds() + " s"
                  : why(e));
        }
        // Said at the farewell, by a server that has the mail: a second one would help nobody.
        LOG.debug("alert {} was taken, then {}", alert.id(), why(e));
      }
    }
    return MailAnswer.all(to);
  }

  private String why(MessagingException e) {
    return url.getHost() + ": " + OneLine.of(CameraUrl.redact(reason(e)));
  }

  /** The server's own words are at the end of the chain, or why there are none. */
  private static String reason(MessagingException e) {
    String reason = String.valueOf(e.getMessage());
    Exception next = e.getNextException();
    for (; next instanceof MessagingException m; next = m.getNextException()) {
      reason = String.valueOf(m.getMessage());
    }
    return (next == null ? reason : reason + " (" + next.getMessage() + ")").strip();
  }
}
